// Grammar of the commands about delivery specifications.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/compliance.h"

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
        "check",
        "Check files against delivery specifications: verdict per rule, the moments that broke it, what would help",
        "Examples:\n  lathe check master.wav --spec ebu-r128\n  lathe check *.wav --spec spotify,apple-music --report "
        "out.html\n"
        "  lathe check master.wav --spec cd,my-station --after aac:256,opus:128\n"
        "'lathe specs' lists the specifications. Exit code 3 when a file fails one, 4 when some of several files could "
        "not be\n"
        "read. With --after, what is judged is what comes out of the encoder and its decoder.",
        runCheck);
    sub->add_option("FILE", o->files, "audio files, folders, or patterns in quotes")->required();
    addBatch(sub, o->batch);
    sub->add_option("--spec", o->specs, "specifications: ids or files, with commas between")
        ->required()
        ->delimiter(',')
        ->allow_extra_args(false);
    sub->add_option("--after", o->after, "judge after encoding: aac:RATE, mp3:RATE, opus:RATE (kbit/s), vorbis:qN")
        ->delimiter(',')
        ->allow_extra_args(false);
    sub->add_flag("--dual-mono", o->isDualMono, "measure a mono file as if played from two loudspeakers (+3.01 LU)");
    addDialogue(sub, o->dialogue);
    sub->add_option("--report", o->report, "also write a report: .html, .csv or .json");
  }
  {
    auto [sub, o] = grammar.command<SpecsOptions>(
        "specs", "List the delivery specifications, show one, or check files of one's own",
        "Examples:\n  lathe specs\n  lathe specs ebu-r128\n  lathe specs ebu-r128 --json > my-station.json\n  lathe "
        "specs --validate my-station.json",
        runSpecs);
    sub->add_option("SPEC", o->spec, "id or file (else all)");
    sub->add_option("--validate", o->validate,
                    "say whether these files are specifications, and what is wrong with them");
  }
  {
    auto [sub, o] = grammar.command<CorrectOptions>(
        "correct", "Bring files to a specification or a loudness by gain alone; with --limit also by a limiter",
        "Examples:\n  lathe correct mix.wav -o out.wav --spec ebu-r128\n  lathe correct *.wav -o out/ --target -16 "
        "--limit\n"
        "  lathe correct *.flac -o out/ --target -14 --album --by loudest-track\n"
        "Each file is measured again as written, and appears under its name only when it passes. Where gain alone is "
        "not\n"
        "enough, nothing is written and the numbers are told. Without a specification, 1 dBTP of headroom is kept.",
        runCorrect);
    sub->add_option("FILE", o->files, "audio files")->required();
    sub->add_option("-o,--output", o->output, "output file, or a folder")->required();
    sub->add_option("--spec", o->spec, "specification: id or file");
    sub->add_option("--target", o->target, "loudness, LUFS, in place of a specification")
        ->check(CLI::Range(-70.0, 10.0));
    sub->add_option("--by", o->by,
                    "what the target means: integrated, dialogue, anchor, max-short-term, max-momentary; with --album "
                    "integrated, "
                    "loudest-track, max-short-term or top-of-range")
        ->capture_default_str();
    sub->add_option("--ceiling", o->ceiling, "true-peak ceiling with --target, dBTP (else -1)")
        ->check(CLI::Range(-20.0, 0.0));
    sub->add_flag("--limit", o->mayLimit, "allow a true-peak limiter where gain alone is not enough");
    sub->add_flag("--album", o->isAlbum, "one gain for all files, so that they keep their relations");
    sub->add_flag("--dual-mono", o->isDualMono, "measure a mono file as if played from two loudspeakers (+3.01 LU)");
    addDialogue(sub, o->dialogue);
    addDelivery(sub, o->delivery);
  }
  {
    auto [sub, o] = grammar.command<AlbumOptions>(
        "album",
        "Measure several files as one programme: album loudness, relations of the tracks, gains that conform them",
        "Examples:\n  lathe album *.flac\n  lathe album *.flac --target -14 --by loudest-track\n"
        "'lathe correct --album' applies the gain.",
        runAlbum);
    sub->add_option("FILE", o->files, "audio files, in the album's order")->required();
    sub->add_option("--target", o->target, "loudness to conform to, LUFS")->check(CLI::Range(-70.0, 10.0));
    sub->add_option("--by", o->by, "what is brought there: integrated, loudest-track, max-short-term or top-of-range")
        ->capture_default_str();
  }
}

}  // namespace lathe::cli
