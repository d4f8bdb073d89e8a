// Grammar of the commands that repair one file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/repair.h"

#include "cli/grammar/grammar.h"

namespace lathe::cli {
namespace {

std::shared_ptr<RepairOptions> addRepair(Grammar& grammar, const std::string& name, const std::string& processor,
                                         const std::string& text, const std::string& more) {
  auto [sub, o] = grammar.command<RepairOptions>(name, text, more, runRepair);
  o->processor = processor;
  sub->add_option("FILE", o->file, "audio file")->required();
  sub->add_option("-o,--output", o->output, "output file")->required();
  sub->add_option("--set", o->changes, "change a parameter: PARAMETER=VALUE; see 'lathe processors " + processor + "'")
      ->allow_extra_args(false);
  sub->add_option("--listen", o->listen, "removed: write what is taken away instead")
      ->check(CLI::IsMember({"removed"}));
  sub->add_option("--range", o->range, "START-END in seconds: only this part is worked on");
  if (processor == "declick")
    sub->add_option("--events", o->events,
                    "also write the list of clicks; edit it and give it back with --set events=LIST");
  addDelivery(sub, o->delivery);
  return o;
}

}  // namespace

void addRepairCommands(Grammar& grammar) {
  addRepair(grammar, "declick", "declick", "Remove clicks, crackle and pops; all other samples stay as they are",
            "Examples:\n  lathe declick side-a.wav -o clean.wav --events clicks.json\n"
            "  lathe declick side-a.wav -o clicks.wav --listen removed\n"
            "  lathe declick side-a.wav -o clean.wav --set sensitivity=70 --set kind=random");
  addRepair(grammar, "declip", "declip", "Restore clipped peaks; all other samples stay as they are",
            "Restored peaks exceed the old limit: write a float format, or have room made.\n"
            "Examples:\n  lathe declip loud.wav -o restored.wav --bits 32f\n  lathe declip loud.wav -o restored.wav "
            "--set make-room=on");
  addRepair(grammar, "fill", "gap-fill", "Fill missing passages of up to a second; dropouts are found, or named",
            "Examples:\n  lathe fill take.wav -o whole.wav\n  lathe fill take.wav -o whole.wav --set gaps='12.5-12.52 "
            "30-30.1'");
  addRepair(grammar, "channel-repair", "channel-repair",
            "Offset, polarity, delay between channels (azimuth), balance, phase; measured first where it is not set",
            "Examples:\n  lathe channel-repair tape.wav -o aligned.wav\n  lathe channel-repair in.wav -o out.wav --set "
            "find-balance=on --set find-phase=on\n  lathe channel-repair in.wav -o out.wav --set output=mono");
  addRepair(grammar, "unlimit", "unlimit", "Give attacks back some of the level that a limiter took from them",
            "How much was taken can't be known: listen. Peaks rise above the old ceiling: write a float format.\n"
            "Example:\n  lathe unlimit loud.wav -o open.wav --set amount=4dB");
  addRepair(grammar, "deess", "deess", "Turn sibilants of voices down; all other samples stay as they are",
            "Examples:\n  lathe deess voice.wav -o soft.wav\n  lathe deess voice.wav -o soft.wav --set range=6dB --set "
            "mode=wide\n  lathe deess voice.wav -o ess.wav --listen removed");
  addRepair(grammar, "deplosive", "deplosive",
            "Take bursts of air on the microphone out of speech; all other samples stay as they are",
            "Example:\n  lathe deplosive voice.wav -o clean.wav --set sensitivity=70");
  addRepair(grammar, "breath", "breath", "Turn breaths in speech down; all other samples stay as they are",
            "Example:\n  lathe breath voice.wav -o calm.wav --set reduction=18dB");
  addRepair(grammar, "mouth-click", "mouth-click",
            "Take the ticks of lips and tongue out of speech; all other samples stay as they are",
            "Example:\n  lathe mouth-click voice.wav -o clean.wav --set sensitivity=70");
}

}  // namespace lathe::cli
