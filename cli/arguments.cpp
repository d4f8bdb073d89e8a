// The grammar of the command line, in CLI11. This file alone includes CLI11, which is slow to compile.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/commands/commands.h"
#include "cli/completion.h"
#include "lathe_version.h"

namespace lathe::cli {
namespace {

struct Grammar {
  CLI::App app{"Lathe: mastering, measurement and analysis of finished mixes.\n"
               "Results go to stdout, messages to stderr. Files are never overwritten without --force.",
               "lathe"};
  Invocation invocation;

  Grammar();

 private:
  template <class Options>
  using Run = int (*)(const Options&, Context&);

  /// A command with its options struct, which lives as long as the invocation.
  template <class Options>
  std::pair<CLI::App*, std::shared_ptr<Options>> command(const std::string& name, const std::string& text,
                                                         const std::string& more, Run<Options> run) {
    CLI::App* sub = app.add_subcommand(name, text);
    sub->footer(more);
    auto options = std::make_shared<Options>();
    sub->callback([this, options, run] {
      invocation.run = [options, run](Context& context) { return run(*options, context); };
    });
    return {sub, options};
  }

  void addSound();
  void addSessions();
  void addHouse();
};

void addDelivery(CLI::App* sub, DeliveryOptions& delivery) {
  sub->add_option("--format", delivery.format, "wav, rf64, w64, aiff, flac, ogg, opus or mp3 (else by the output's extension)");
  sub->add_option("--bits", delivery.bits, "16, 20, 24, 32 (integer), 32f or 64f (float)");
  sub->add_option("--rate", delivery.rate, "sample rate in Hz (else the source's)")->check(CLI::Range(8000, 384000));
  sub->add_option("--quality", delivery.quality, "of a lossy format, 0 smallest to 1 best")->check(CLI::Range(0.0, 1.0));
  sub->add_option("--dither", delivery.dither, "kind of dither for integer formats, or off; see 'lathe processors dither'");
}

void Grammar::addSound() {
  {
    auto [sub, o] = command<DemoOptions>("demo", "Write the built-in demo mix and room impulse response",
                                         "Example: lathe demo -o out", runDemo);
    sub->add_option("-o,--output", o->folder, "folder for demo-mix.wav and demo-room.wav");
  }
  {
    auto [sub, o] = command<InfoOptions>("info", "Say what files are: format, length, tags, markers, warnings",
                                         "Example: lathe info take1.wav", runInfo);
    sub->add_option("FILE", o->files, "audio files")->required();
  }
  {
    auto [sub, o] = command<MeasureOptions>(
        "measure", "Measure loudness (BS.1770-5, EBU R 128), true peak, range, DC, clipping, correlation",
        "Examples:\n  lathe measure *.wav\n  lathe measure master.wav --require-loudness -14 --require-peak -1\n"
        "Exit code 3 when a requirement is not met, 4 when some of several files could not be measured.",
        runMeasure);
    sub->add_option("FILE", o->files, "audio files")->required();
    sub->add_flag("--dual-mono", o->isDualMono, "measure a mono file as if played from two loudspeakers (+3.01 LU)");
    sub->add_option("--require-loudness", o->requiredLoudness, "integrated loudness that the files must have, LUFS");
    sub->add_option("--tolerance", o->tolerance, "how far from it they may be, LU")->capture_default_str();
    sub->add_option("--require-peak", o->requiredTruePeak, "highest true peak that is allowed, dBTP");
  }
  {
    auto [sub, o] = command<MasterOptions>(
        "master", "Master mixes: a chain, a loudness target, a true-peak ceiling, and a report measured on the written file",
        "Examples:\n  lathe master mix.wav -o master.wav\n  lathe master mix.wav -o master.flac --target -16 --rate 48000 --bits 24\n"
        "  lathe master a.wav b.wav -o masters/ --chain gentle --set compressor.ratio=1.5\n"
        "The chain is a file or a preset ('lathe chains' lists them). The gain before the limiter is solved so that the\n"
        "file as written meets the target within 0.05 LU and stays under the ceiling; if that is not possible, nothing is\n"
        "written and the reason is given.",
        runMaster);
    sub->add_option("MIX", o->files, "finished mixes")->required();
    sub->add_option("-o,--output", o->output, "output file, or a folder")->required();
    sub->add_option("--target", o->target, "integrated loudness, LUFS, or 'off'")->capture_default_str();
    sub->add_option("--ceiling", o->ceiling, "true-peak ceiling, dBTP")->capture_default_str()->check(CLI::Range(-20.0, 0.0));
    sub->add_option("--chain", o->chain, "chain file or preset name (else 'master')");
    sub->add_option("--set", o->changes, "change a parameter: STAGE.PARAMETER=VALUE, as in limiter.release=80ms")->allow_extra_args(false);
    sub->add_option("--save-session", o->session, "keep the session that was rendered, to edit and render again");
    addDelivery(sub, o->delivery);
  }
  {
    auto [sub, o] = command<ConvertOptions>(
        "convert", "Change format, rate or word length; samples that need no change are copied bit for bit",
        "Example: lathe convert master.wav -o master.flac --bits 16 --dither shaped", runConvert);
    sub->add_option("FILE", o->file, "audio file")->required();
    sub->add_option("-o,--output", o->output, "output file")->required();
    addDelivery(sub, o->delivery);
  }
  {
    auto [sub, o] = command<TagOptions>("tag", "Show or change a file's metadata; the audio is not touched",
                                        "Fields: title artist album genre year track comment copyright isrc, and for WAV files\n"
                                        "bext.description bext.originator bext.reference bext.date bext.time bext.history.\n"
                                        "Examples:\n  lathe tag song.wav title=Opening isrc=DEA012300001 --marker 12.5=Chorus\n"
                                        "  lathe tag song.flac comment=\n",
                                        runTag);
    sub->add_option("FILE", o->file, "audio file")->required();
    sub->add_option("FIELD=VALUE", o->fields, "fields to set; an empty value removes one");
    sub->add_option("--marker", o->markers, "add a marker: SECONDS=NAME")->allow_extra_args(false);
    sub->add_flag("--clear-markers", o->clearsMarkers, "remove the markers that are there");
  }
}

void Grammar::addSessions() {
  {
    auto [sub, o] = command<NewOptions>("new", "Make a session from audio files", "Example: lathe new album.lathe 01.wav 02.wav --chain gentle",
                                        runNew);
    sub->add_option("SESSION", o->session, "session file to write")->required();
    sub->add_option("FILE", o->files, "audio files, a track each");
    sub->add_option("--chain", o->chain, "master chain: a file or a preset's name");
    sub->add_option("--target", o->target, "loudness of every track, LUFS, or 'off'");
    sub->add_option("--ceiling", o->ceiling, "true-peak ceiling, dBTP")->check(CLI::Range(-20.0, 0.0));
    addDelivery(sub, o->delivery);
  }
  {
    auto [sub, o] = command<EditOptions>("edit", "Change a session; every change can be undone, also later", editHelp(), runEdit);
    sub->add_option("SESSION", o->session, "session file")->required();
    sub->add_flag("--json", invocation.isJson, "the whole session file as the result");
    sub->fallthrough(false);
    sub->prefix_command();  // what follows the session is the edit, negative numbers included
    sub->callback([this, sub = sub, options = o] {
      options->words = sub->remaining();
      invocation.run = [options](Context& context) { return runEdit(*options, context); };
    });
  }
  {
    auto [sub, o] = command<RenderOptions>("render", "Render the tracks of a session to files", "Example: lathe render album.lathe -o masters",
                                           runRender);
    sub->add_option("SESSION", o->session, "session file")->required();
    sub->add_option("-o,--output", o->folder, "folder for the files (else beside the session)");
    sub->add_option("--tracks", o->tracks, "numbers of the tracks to render, from 1 (else all)")->delimiter(',');
  }
}

void Grammar::addHouse() {
  {
    auto [sub, o] = command<ProcessorsOptions>("processors", "List the processors and their parameters", "Example: lathe processors limiter",
                                               runProcessors);
    sub->add_option("PROCESSOR", o->processor, "one processor (else all)");
  }
  {
    auto [sub, o] = command<ChainsOptions>("chains", "List the presets of chains, or show or save one",
                                           "Example: lathe chains gentle --save my.chain", runChains);
    sub->add_option("CHAIN", o->chain, "preset's name or chain file");
    sub->add_option("--save", o->saveAs, "write it to a file, to edit and to give to --chain");
  }
  {
    auto [sub, o] = command<CompletionOptions>("completion", "Print a completion script for bash, zsh or fish",
                                               "Example: source <(lathe completion bash)", runCompletion);
    sub->add_option("SHELL", o->shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  }
}

Grammar::Grammar() {
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", std::string("lathe ") + kVersion);
  app.set_help_all_flag("--help-all", "Help of every command");
  app.add_flag("--json", invocation.isJson, "results as one JSON document");
  app.add_flag("--quiet", invocation.isQuiet, "no progress, no messages but errors and warnings");
  app.add_flag("--force", invocation.mayOverwrite, "overwrite files that are there");
  app.add_option("--jobs", invocation.jobs, "files worked on at once")->check(CLI::Range(1, 256))->capture_default_str();
  app.footer("'lathe COMMAND --help' says more about a command.");
  addSound();
  addSessions();
  addHouse();
}

}  // namespace

Invocation parseArguments(int count, const char* const* words) {
  // The invocation's functions share their options by pointer, so they outlive the grammar.
  Grammar grammar;
  if (count < 2) {
    std::cerr << grammar.app.help();
    return {{}, kUsage};
  }
  try {
    grammar.app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    const int code = grammar.app.exit(error);
    return {{}, code == 0 ? kDone : kUsage};
  }
  return grammar.invocation;
}

std::vector<CommandWords> commandWords() {
  const Grammar grammar;
  std::vector<CommandWords> commands;
  for (const CLI::App* sub : grammar.app.get_subcommands(nullptr)) {
    CommandWords words{sub->get_name(), sub->get_description(), {"--help"}};
    for (const CLI::App* app : {sub, &grammar.app})
      for (const CLI::Option* option : app->get_options())
        for (const std::string& name : option->get_lnames())
          if (name != "help" && name != "help-all" && name != "version") words.options.push_back("--" + name);
    commands.push_back(std::move(words));
  }
  return commands;
}

}  // namespace lathe::cli
