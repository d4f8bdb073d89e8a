// Grammar of the commands that take noise, hum and reverberation away.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/restore.h"

#include "cli/grammar/grammar.h"

namespace lathe::cli {
namespace {

void addCommon(CLI::App* sub, RestoreOptions& o) {
  sub->add_option("IN", o.file, "audio file")->required();
  sub->add_option("-o,--output", o.output, "output file, or a folder")->required();
  sub->add_option("--set", o.changes, "change a parameter: PARAMETER=VALUE, as in reduction=18dB")
      ->allow_extra_args(false);
  sub->add_option("--listen", o.listen, "write the result, or what is removed")->capture_default_str();
  sub->add_option("--range", o.range, "START-END in seconds: only this part is worked on");
  sub->add_flag("!--no-report", o.hasReport, "do not measure what was taken away");
  addDelivery(sub, o.delivery);
}

void addLearn(CLI::App* sub, RestoreOptions& o) {
  sub->add_option("--learn", o.learn, "where there is noise alone, START-END in seconds, several with spaces between");
}

}  // namespace

void addRestoreCommands(Grammar& grammar) {
  {
    auto [sub, o] = grammar.command<RestoreOptions>(
        "denoise", "Take steady noise away: hiss, hum, room, rain",
        "Examples:\n  lathe denoise take.wav -o clean.wav\n  lathe denoise take.wav -o clean.wav --mode dialogue\n"
        "  lathe denoise take.wav -o clean.wav --learn '0.5-1.2 30-31' --set reduction=18dB --save-profile room.json\n"
        "  lathe denoise take.wav -o taken.wav --listen removed\n"
        "Without --learn or --profile the noise is learned from the quietest passages. 'lathe processors denoise' "
        "lists the\n"
        "parameters.",
        runDenoise);
    addCommon(sub, *o);
    addLearn(sub, *o);
    sub->add_option("--mode", o->mode, "made for music or dialogue (else music)");
    sub->add_option("--profile", o->profile, "a noise profile saved before");
    sub->add_option("--save-profile", o->saveProfile, "keep the noise that was learned");
  }
  {
    auto [sub, o] = grammar.command<RestoreOptions>(
        "dehum", "Take mains hum and its harmonics away, and leave the music's own notes at their frequencies",
        "Examples:\n  lathe dehum take.wav -o clean.wav\n  lathe dehum take.wav -o clean.wav --set base=60Hz --set "
        "harmonics=12",
        runDehum);
    addCommon(sub, *o);
    addLearn(sub, *o);
  }
  {
    auto [sub, o] = grammar.command<RestoreOptions>(
        "dereverb", "Take late reverberation away from speech or music",
        "Examples:\n  lathe dereverb hall.wav -o closer.wav\n  lathe dereverb room.wav -o dry.wav --mode dialogue\n"
        "  lathe dereverb room.wav -o dry.wav --set reduction=18dB --set curve='100:-6 4000:+3'\n"
        "  lathe dereverb room.wav -o reverb.wav --listen removed\n"
        "The room is measured in the recording; 'lathe processors dereverb' lists the parameters.",
        runDereverb);
    addCommon(sub, *o);
    sub->add_option("--mode", o->mode, "made for music or dialogue (else music)");
  }
}

}  // namespace lathe::cli
