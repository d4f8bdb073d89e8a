// Grammar of lathe figures.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/figures.h"

#include "cli/grammar/grammar.h"

namespace lathe::cli {

void addFiguresCommands(Grammar& grammar) {
  auto [sub, o] = grammar.command<FiguresOptions>(
      "figures", "Dynamic range (DR14), Leq(A), used bits, stereo image, spectrum, cut-off, silence and dropouts",
      "Example: lathe figures master.wav\n"
      "With several files also the dynamic range of the album. Exit code 4 when some of them could not be read.",
      runFigures);
  sub->add_option("FILE", o->files, "audio files")->required();
}

}  // namespace lathe::cli
