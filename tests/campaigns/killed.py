# Kills the program at its calls to the disk, and checks that nothing is half written, lost or left lying about.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""killed.py --lathe PROGRAM --faults LIBRARY [--kills 60] [--seed 1] [--only SCENARIO...]

The moments are calls that change the disk, so a seed names them for good: the first and the last ones of every scenario,
where files come and go, and others by chance. Half of the deaths are SIGKILL before or after the call; the others are
SIGTERM and SIGINT, after which no temporary file may stay.
"""
import random
import signal

import campaign


def moments(count, chance):
    """Calls to die at, the most telling first."""
    edges = [n for pair in zip(range(count, 0, -1), range(1, count + 1)) for n in pair]
    while True:
        yield edges.pop(0) if edges and chance.random() < 0.6 else chance.randint(1, count)


def kill(stage, at, when, number):
    stage.fresh()
    faults = {"CALL": "changes", "AT": at, "DO": when, "SIGNAL": int(number)}
    result = stage.bench.run(stage.scenario.command, stage.folder, faults)
    how = f"{number.name} {when} call {at} of {stage.changes()}, exit code {result.returncode}"
    if number != signal.SIGKILL:
        left = campaign.temporaries(stage.folder)
        if left:
            stage.complain(how, f"it left {left}")
        if result.returncode not in (0, 3, 130, 143, -signal.SIGINT, -signal.SIGTERM):
            stage.complain(how, "a strange exit code: " + campaign.text(result.stderr)[:200])
    stage.check_files(how)
    stage.check_next_run(how)


def main():
    options = campaign.arguments(kills=60, seed=1)
    bench = campaign.Bench(options)
    chosen = campaign.scenarios(options)
    chance = random.Random(options.seed)
    ways = [("before", signal.SIGKILL), ("after", signal.SIGTERM), ("after", signal.SIGKILL), ("before", signal.SIGINT)]
    done = 0
    for i, scenario in enumerate(chosen):
        stage = campaign.Stage(bench, scenario)
        share = options.kills * (i + 1) // len(chosen) - options.kills * i // len(chosen)
        places = moments(stage.changes(), chance)
        for _ in range(share):
            when, number = ways[done % len(ways)]
            kill(stage, next(places), when, number)
            done += 1
        print(f"{scenario.name}: {share} kills at {stage.changes()} calls", flush=True)
    bench.finish(f"{done} kills in {len(chosen)} scenarios (seed {options.seed})")


if __name__ == "__main__":
    main()
