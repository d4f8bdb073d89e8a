# Makes single calls to the disk fail or fall short, and checks that the program says so and harms nothing.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""failing_disk.py --lathe PROGRAM --faults LIBRARY [--failures 140] [--seed 1] [--only SCENARIO...]"""
import errno
import random
from dataclasses import dataclass

import campaign


@dataclass
class Fault:
    call: str
    error: int
    effect: str = "fail"
    onwards: bool = False  # all later calls of the kind fail too

    def settings(self, at):
        set_ = {"CALL": self.call, "AT": at, "DO": self.effect, "ERRNO": self.error}
        return dict(set_, ONWARDS=1) if self.onwards else set_

    def name(self):
        how = "falls short" if self.effect == "short" else "fails with " + errno.errorcode[self.error]
        return f"{self.call} {how}" + (" and goes on" if self.onwards else "")


FAULTS = [
    Fault("pwrite", errno.EIO), Fault("pwrite", errno.EIO, onwards=True), Fault("pwrite", errno.ENOSPC, onwards=True),
    Fault("write", errno.EIO), Fault("write", errno.ENOSPC, onwards=True), Fault("fwrite", errno.EIO, onwards=True),
    Fault("fsync", errno.EIO), Fault("rename", errno.EIO), Fault("rename", errno.EACCES), Fault("truncate", errno.EIO),
    Fault("open", errno.ENOSPC), Fault("open", errno.EMFILE), Fault("unlink", errno.EIO), Fault("flock", errno.ENOLCK),
    Fault("pread", errno.EIO), Fault("pwrite", errno.EIO, "short"), Fault("pread", errno.EIO, "short"),
]


def fail(stage, fault, at):
    stage.fresh()
    result = stage.bench.run(stage.scenario.command, stage.folder, fault.settings(at))
    how = f"{fault.name()} at {at} of {stage.counts[fault.call]}, exit code {result.returncode}"
    said = campaign.text(result.stderr)
    succeeded = result.returncode in campaign.DONE
    stage.check_files(how)
    for output in stage.scenario.outputs:
        now = campaign.hash_of(stage.folder / output)
        if succeeded and now != stage.new[output]:
            if now in (None, stage.old[output]):
                stage.complain(how, f"it claims success, but {output} is not the new file")
            elif not stage.is_whole(stage.folder / output):
                stage.complain(how, f"it claims success, but {output} is not whole")
    if not succeeded:
        if fault.effect == "short":
            stage.complain(how, "a short call is no error: " + said[:200])
        if result.returncode not in (1, 4):
            stage.complain(how, "a strange exit code: " + said[:200])
        if not any(line.startswith("lathe:") for line in said.split("\n")):
            stage.complain(how, "no sentence: " + said[:200])
    left = campaign.temporaries(stage.folder)
    if left and fault.call != "unlink":
        stage.complain(how, f"it left {left}")


def main():
    options = campaign.arguments(failures=140, seed=1)
    bench = campaign.Bench(options)
    chosen = campaign.scenarios(options)
    chance = random.Random(options.seed)
    done = 0
    for i, scenario in enumerate(chosen):
        stage = campaign.Stage(bench, scenario)
        possible = [fault for fault in FAULTS if stage.counts.get(fault.call)]
        share = options.failures * (i + 1) // len(chosen) - options.failures * i // len(chosen)
        faults = chance.sample(possible, min(share, len(possible)))
        for fault in faults + chance.choices(possible, k=share - len(faults)):
            calls = stage.counts[fault.call]
            fail(stage, fault, chance.choice([1, calls, chance.randint(1, calls)]))
            done += 1
        print(f"{scenario.name}: {share} failures", flush=True)
    bench.finish(f"{done} failing calls in {len(chosen)} scenarios (seed {options.seed})")


if __name__ == "__main__":
    main()
