// Grammar of the commands about delivery specifications.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/commands/compliance.h"
#include "cli/grammar/grammar.h"

namespace lathe::cli {
namespace {

void addDialogue(CLI::App* sub, DialogueOptions& dialogue) {
  sub->add_option("--dialogue", dialogue.loudness, "loudness of the dialogue, LUFS, as measured elsewhere");
  sub->add_option("--dialogue-share", dialogue.share, "how much of the programme is dialogue, 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
}

}  // namespace

void addComplianceCommands(Grammar& grammar) {
  {
    auto [sub, o] = grammar.command<CheckOptions>(
        "check", "Check files against delivery specifications: verdict per rule, the moments that broke it, what would help",
        "Examples:\n  lathe check master.wav --spec ebu-r128\n  lathe check *.wav --spec spotify,apple-music --report out.html\n"
        "  lathe check master.wav --spec cd,my-station --after aac:256,opus:128\n"
        "'lathe specs' lists the specifications. Exit code 3 when a file fails one, 4 when some of several files could not be\n"
        "read. With --after, what is judged is what comes out of the encoder and its decoder.",
        runCheck);
    sub->add_option("FILE", o->files, "audio files")->required();
    sub->add_option("--spec", o->specs, "specifications: ids or files, with commas between")->required()->delimiter(',')->allow_extra_args(false);
    sub->add_option("--after", o->after, "judge after encoding: aac:RATE, mp3:RATE, opus:RATE (kbit/s), vorbis:qN")->delimiter(',')->allow_extra_args(false);
    sub->add_flag("--dual-mono", o->isDualMono, "measure a mono file as if played from two loudspeakers (+3.01 LU)");
    addDialogue(sub, o->dialogue);
    sub->add_option("--report", o->report, "also write a report: .html, .csv or .json");
  }
  {
    auto [sub, o] = grammar.command<SpecsOptions>(
        "specs", "List the delivery specifications, show one, or check files of one's own",
        "Examples:\n  lathe specs\n  lathe specs ebu-r128\n  lathe specs ebu-r128 --json > my-station.json\n  lathe specs --validate my-station.json",
        runSpecs);
    sub->add_option("SPEC", o->spec, "id or file (else all)");
    sub->add_option("--validate", o->validate, "say whether these files are specifications, and what is wrong with them");
  }
}

}  // namespace lathe::cli
