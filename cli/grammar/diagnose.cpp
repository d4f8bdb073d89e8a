// Grammar of lathe diagnose.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/diagnose.h"

#include "cli/grammar/grammar.h"

namespace lathe::cli {

void addDiagnoseCommands(Grammar& grammar) {
  auto [sub, o] = grammar.command<DiagnoseOptions>(
      "diagnose", "Find what is wrong with recordings and propose a repair",
      "Looks for hum, clicks, clipping, noise, offset, faults between channels, dropouts, and in speech for plosives,\n"
      "sibilance and mouth clicks; each with its measured value, severity and confidence.\n"
      "Examples:\n  lathe diagnose take.wav\n  lathe diagnose take.wav -o fix.lathe && lathe render fix.lathe\n"
      "The session can be edited: lathe edit fix.lathe ...",
      runDiagnose);
  sub->add_option("FILE", o->files, "audio files")->required();
  sub->add_option("-o,--output", o->session, "write the proposed repair as a session; nothing where there is none");
  sub->add_option("--material", o->material, "auto, speech or music")
      ->check(CLI::IsMember({"auto", "speech", "music"}))
      ->capture_default_str();
}

}  // namespace lathe::cli
