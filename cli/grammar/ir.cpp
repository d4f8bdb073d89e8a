// Grammar of lathe ir.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/ir.h"

#include "cli/grammar/grammar.h"

namespace lathe::cli {
namespace {

void addBits(CLI::App* sub, std::string& bits) {
  sub->add_option("--bits", bits, "16, 24, 32, 32f or 64f")->capture_default_str();
}

void addMaking(Grammar& grammar, CLI::App* ir) {
  auto [sub, o] = grammar.command<IrMakeOptions>(
      "make", "Make a response from figures, or write a built-in one",
      "Examples:\n  lathe ir make -o hall.wav --builtin hall --rate 96000\n  lathe ir make -o room.wav --rt60 0.6 "
      "--pre-delay 5\n"
      "  lathe ir make -o warm.wav --rt60 2.4,2.3,2.2,2.1,2,1.8,1.4,0.9,0.6 --true-stereo",
      runIrMake, ir);
  sub->add_option("-o,--output", o->output, "output file")->required();
  sub->add_option("--builtin", o->builtin, "a built-in response; 'lathe ir list' names them");
  sub->add_option("--rt60", o->rt60, "reverberation time in s: one, or nine with commas, 63 Hz to 16 kHz")
      ->delimiter(',');
  sub->add_option("--rate", o->rate, "sample rate, Hz")->capture_default_str();
  sub->add_option("--pre-delay", o->preDelay, "ms from the direct sound to the tail")->capture_default_str();
  sub->add_option("--reflections", o->reflections, "how many early ones")->capture_default_str();
  sub->add_option("--span", o->span, "ms over which they are spread")->capture_default_str();
  sub->add_option("--diffusion", o->diffusion, "0 sparse to 1 dense at once")->capture_default_str();
  sub->add_option("--width", o->width, "0 mono to 1 independent sides")->capture_default_str();
  sub->add_option("--tail", o->tail, "energy of the tail against the direct sound, dB")->capture_default_str();
  sub->add_flag("--no-direct", o->withoutDirect, "leave the direct sound out");
  sub->add_flag("--true-stereo", o->isTrueStereo, "four channels: LL, LR, RL, RR");
  sub->add_option("--seed", o->seed, "another number, another room of the same figures")->capture_default_str();
  addBits(sub, o->bits);
}

void addCapture(Grammar& grammar, CLI::App* ir) {
  {
    auto [sub, o] = grammar.command<IrSweepOptions>(
        "sweep", "Write an exponential sine sweep to play into a room or a device",
        "Example: lathe ir sweep -o sweep.wav --seconds 15 --silence 5", runIrSweep, ir);
    sub->add_option("-o,--output", o->output, "output file")->required();
    sub->add_option("--rate", o->rate, "sample rate, Hz")->capture_default_str();
    sub->add_option("--low", o->low, "Hz at the start")->capture_default_str();
    sub->add_option("--high", o->high, "Hz at the end")->capture_default_str();
    sub->add_option("--seconds", o->seconds, "length of the sweep")->capture_default_str();
    sub->add_option("--silence", o->silence, "s after it, longer than the room decays")->capture_default_str();
    sub->add_option("--level", o->level, "dBFS")->capture_default_str();
    sub->add_option("--repeats", o->repeats, "sweeps, to be averaged")->capture_default_str();
    addBits(sub, o->bits);
  }
  {
    auto [sub, o] = grammar.command<IrDeconvolveOptions>(
        "deconvolve", "The impulse response from a recording of a sweep or of any other known sound",
        "Example: lathe ir deconvolve recorded.wav sweep.wav -o room.wav --low 20 --high 20000 --length 3 --trim\n"
        "Both files start at the same moment. Harmonic distortion of a sweep is cut off with what comes before the "
        "start.",
        runIrDeconvolve, ir);
    sub->add_option("RECORDING", o->recording, "what came back, any number of channels")->required();
    sub->add_option("EXCITATION", o->excitation, "what was played; its first channel")->required();
    sub->add_option("-o,--output", o->output, "output file")->required();
    sub->add_option("--low", o->low, "Hz where the excitation starts");
    sub->add_option("--high", o->high, "Hz where it ends");
    sub->add_option("--length", o->length, "s of the result (else as much as there can be)");
    sub->add_option("--lead", o->lead, "ms to keep from before the start")->capture_default_str();
    sub->add_option("--regularisation", o->regularisation, "dB below the strongest bin where division stops")
        ->capture_default_str();
    sub->add_option("--repeats", o->repeats, "both files hold so many repeats, which are averaged")
        ->capture_default_str()
        ->check(CLI::Range(1, 100));
    sub->add_flag("--trim", o->trims, "start at the direct sound");
    addBits(sub, o->bits);
  }
}

}  // namespace

void addIrCommands(Grammar& grammar) {
  CLI::App* ir = grammar.family("ir", "Impulse responses: measure, make, capture, trim, keep",
                                "Example: lathe ir make -o hall.wav --builtin hall\n"
                                "A RESPONSE is a file, a built-in response, or a name in your library.");
  {
    auto [sub, o] =
        grammar.command<IrAnalyseOptions>("analyse", "Decay times, clarity and more by octaves (ISO 3382-1)",
                                          "Example: lathe ir analyse hall.wav", runIrAnalyse, ir);
    sub->alias("analyze");
    sub->add_option("RESPONSE", o->responses, "files or names")->required();
  }
  addMaking(grammar, ir);
  addCapture(grammar, ir);
  {
    auto [sub, o] = grammar.command<IrTrimOptions>(
        "trim", "Cut, fade, and continue the tail below the noise",
        "Example: lathe ir trim noisy.wav -o clean.wav --start 20 --extend --fade-out 50", runIrTrim, ir);
    sub->add_option("RESPONSE", o->response, "file or name")->required();
    sub->add_option("-o,--output", o->output, "output file")->required();
    sub->add_option("--start", o->start, "cut what comes before the first sample within so many dB of the peak");
    sub->add_option("--end", o->end, "cut what comes after the last such sample");
    sub->add_option("--length", o->length, "s, at most");
    sub->add_option("--fade-in", o->fadeIn, "ms")->capture_default_str();
    sub->add_option("--fade-out", o->fadeOut, "ms")->capture_default_str();
    sub->add_flag("--extend", o->extends, "replace the noise by a tail that goes on decaying in every octave");
    sub->add_option("--depth", o->depth, "dB to which it goes on")->capture_default_str();
    sub->add_option("--seed", o->seed, "of its noise")->capture_default_str();
    addBits(sub, o->bits);
  }
  {
    auto [sub, o] =
        grammar.command<IrListOptions>("list", "The built-in responses and your library, with reverberation times",
                                       "Example: lathe ir list hall", runIrList, ir);
    sub->add_option("NAME", o->name, "only names that hold this");
  }
  {
    auto [sub, o] = grammar.command<IrImportOptions>("import", "Copy responses into your library and measure them once",
                                                     "Example: lathe ir import ~/Responses", runIrImport, ir);
    sub->add_option("FOLDER", o->sources, "folders or files")->required();
  }
}

}  // namespace lathe::cli
