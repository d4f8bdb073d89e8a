// Grammar of the commands that work on sessions.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/grammar.h"

namespace lathe::cli {

void addSessionCommands(Grammar& grammar) {
  {
    auto [sub, o] = grammar.command<NewOptions>("new", "Make a session from audio files",
                                                "Example: lathe new album.lathe 01.wav 02.wav --chain gentle", runNew);
    sub->add_option("SESSION", o->session, "session file to write")->required();
    sub->add_option("FILE", o->files, "audio files, a track each");
    sub->add_option("--chain", o->chain, "master chain: a file or a preset's name");
    sub->add_option("--target", o->target, "loudness of every track, LUFS, or 'off'");
    sub->add_option("--ceiling", o->ceiling, "true-peak ceiling, dBTP")->check(CLI::Range(-20.0, 0.0));
    addDelivery(sub, o->delivery);
  }
  {
    auto [sub, o] = grammar.command<EditOptions>("edit", "Change a session; every change can be undone, also later",
                                                 editHelp(), runEdit);
    sub->add_option("SESSION", o->session, "session file")->required();
    sub->add_flag("--json", grammar.invocation.isJson, "the whole session file as the result");
    sub->fallthrough(false);
    sub->prefix_command();  // what follows the session is the edit, negative numbers included
    sub->callback([&grammar, sub = sub, options = o] {
      options->words = sub->remaining();
      grammar.invocation.run = [options](Context& context) { return runEdit(*options, context); };
    });
  }
  {
    auto [sub, o] = grammar.command<RenderOptions>("render", "Render the tracks of a session to files",
                                                   "Example: lathe render album.lathe -o masters", runRender);
    sub->add_option("SESSION", o->session, "session file")->required();
    sub->add_option("-o,--output", o->folder, "folder for the files (else beside the session)");
    sub->add_option("--tracks", o->tracks, "numbers of the tracks to render, from 1 (else all)")->delimiter(',');
  }
}

}  // namespace lathe::cli
