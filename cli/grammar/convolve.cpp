// Grammar of the commands that send a file through an impulse response.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/convolve.h"

#include "cli/grammar/grammar.h"

namespace lathe::cli {
namespace {

void addMix(CLI::App* sub, ConvolveFileOptions& o) {
  sub->add_option("-o,--output", o.output, "output file")->required();
  sub->add_option("--wet", o.wet, "level of the reverb, dB")->check(CLI::Range(-96.0, 24.0));
  sub->add_option("--dry", o.dry, "level of the sound as it came in, dB")->check(CLI::Range(-96.0, 12.0));
  sub->add_flag("--wet-only", o.isWetOnly, "nothing of the sound as it came in");
  sub->add_option("--tail", o.tail, "keep: the file grows by the reverb's end; cut: it does not")
      ->capture_default_str();
  sub->add_option("--normalise", o.normalise, "bring the response to a level of 1: off, peak or energy");
  sub->add_option("--set", o.changes,
                  "change a parameter: PARAMETER=VALUE, as in size=120%; 'lathe processors reverb' lists them")
      ->allow_extra_args(false);
  addDelivery(sub, o.delivery);
}

}  // namespace

void addConvolveCommands(Grammar& grammar) {
  {
    auto [sub, o] = grammar.command<ConvolveFileOptions>(
        "convolve",
        "Convolve a file with an impulse response: gain 1 for a unit impulse, nothing shaped, the whole tail",
        "Examples:\n  lathe convolve voice.wav church.wav -o out.wav\n  lathe convolve in.wav fir.wav -o out.wav "
        "--tail cut --double\n"
        "Wet only, unless --dry gives a level. A response at another rate is resampled. Its channels: one for all; as "
        "many as\n"
        "the file has; or one for each pair of input and output, LL LR RL RR. A mono file gets the response's "
        "channels.",
        runConvolve);
    sub->add_option("FILE", o->file, "audio file")->required();
    sub->add_option("RESPONSE", o->response, "file of the impulse response, or the name of a built-in one")->required();
    addMix(sub, *o);
    sub->add_flag("--double", o->isDouble, "double precision from reading to writing; writes 64-bit float WAV");
  }
  {
    auto [sub, o] = grammar.command<ConvolveFileOptions>(
        "reverb", "Add the reverb of a room to a file",
        "Examples:\n  lathe reverb voice.wav -o out.wav\n"
        "  lathe reverb voice.wav -o out.wav --response church.wav --wet -9 --set pre-delay=20ms --set decay-high=70\n"
        "  lathe reverb voice.wav -o out.wav --set ducking=6",
        runReverb);
    sub->add_option("FILE", o->file, "audio file")->required();
    sub->add_option("--response", o->response, "file of the impulse response, or the name of a built-in one");
    addMix(sub, *o);
  }
}

}  // namespace lathe::cli
