// Grammar of the commands that work on audio files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/grammar.h"
#include "cli/options/play.h"

namespace lathe::cli {

void addDelivery(CLI::App* sub, DeliveryOptions& delivery) {
  sub->add_option("--format", delivery.format,
                  "wav, rf64, w64, aiff, flac, ogg, opus or mp3 (else by the output's extension)");
  sub->add_option("--bits", delivery.bits, "16, 20, 24, 32 (integer), 32f or 64f (float)");
  sub->add_option("--rate", delivery.rate, "sample rate in Hz (else the source's)")->check(CLI::Range(8000, 384000));
  sub->add_option("--bitrate", delivery.bitRate, "of MP3 and Opus, kbit/s, in place of --quality")
      ->check(CLI::Range(6, 510));
  sub->add_option("--quality", delivery.quality, "of a lossy format, 0 smallest to 1 best")
      ->check(CLI::Range(0.0, 1.0));
  sub->add_option("--dither", delivery.dither,
                  "kind of dither for integer formats, or off; see 'lathe processors dither'");
}

void addSoundCommands(Grammar& grammar) {
  {
    auto [sub, o] = grammar.command<DemoOptions>("demo", "Write the built-in demo mix and room impulse response",
                                                 "Example: lathe demo -o out", runDemo);
    sub->add_option("-o,--output", o->folder, "folder for demo-mix.wav and demo-room.wav");
  }
  {
    auto [sub, o] = grammar.command<InfoOptions>("info", "Say what files are: format, length, tags, markers, warnings",
                                                 "Example: lathe info take1.wav", runInfo);
    sub->add_option("FILE", o->files, "audio files")->required();
  }
  {
    auto [sub, o] = grammar.command<PlayOptions>(
        "play", "Play a session or files through the sound card, as they will be rendered",
        "Examples:\n  lathe play album.lathe --tracks 2 --from 30\n  lathe play take1.wav --chain loud --loop\n"
        "Ctrl+C stops.",
        runPlay);
    sub->add_option("FILE", o->files, "one session, or audio files, one after the other without gaps");
    sub->add_option("--chain", o->chain, "chain to hear it through: a file or a preset's name (else the session's)");
    sub->add_option("--tracks", o->tracks, "numbers of the tracks, from 1 (else all)")->delimiter(',');
    sub->add_option("--from", o->from, "start in the first track, seconds")->check(CLI::NonNegativeNumber);
    sub->add_option("--to", o->to, "end in the only track, seconds")->check(CLI::NonNegativeNumber);
    sub->add_flag("--loop", o->loops, "again and again");
    sub->add_option("--output-device", o->output, "sound output, by its name (else the system's choice)");
    sub->add_option("--block", o->block, "frames that the sound card asks for at once")
        ->check(CLI::Range(32, 8192))
        ->capture_default_str();
    sub->add_flag("--list-outputs", o->listsOutputs, "show the names of all sound outputs");
  }
  {
    auto [sub, o] = grammar.command<MeasureOptions>(
        "measure", "Measure loudness (BS.1770-5, EBU R 128), true peak, range, DC, clipping, correlation",
        "Examples:\n  lathe measure *.wav\n  lathe measure master.wav --require-loudness -14 --require-peak -1\n"
        "Exit code 3 when a requirement is not met, 4 when some of several files could not be measured.",
        runMeasure);
    sub->add_option("FILE", o->files, "audio files, folders, or patterns in quotes")->required();
    addBatch(sub, o->batch);
    sub->add_flag("--dual-mono", o->isDualMono, "measure a mono file as if played from two loudspeakers (+3.01 LU)");
    sub->add_flag("--full", o->isFull,
                  "show everything: channels, overs, clipped runs, the distribution of loudness, and all of `figures`");
    sub->add_flag("--dialogue", o->findsDialogue,
                  "find speech and measure its loudness (see docs/user/dialogue-gate.md)");
    sub->add_option("--overs", o->oversAbove, "list the true peaks above this level, dBTP")
        ->check(CLI::Range(-60.0, 20.0));
    sub->add_option("--series", o->seriesStep, "give loudness over time in steps of so many seconds (with --json)")
        ->check(CLI::Range(0.01, 60.0));
    sub->add_option("--revision", o->revision, "edition of BS.1770 to measure by: 1 (no gate) to 5")
        ->check(CLI::Range(1, 5))
        ->capture_default_str();
    sub->add_option(
        "--speakers", o->speakers,
        "where each channel's loudspeaker stands: azimuth[/elevation] in degrees or LFE, as in 30,-30,0,LFE,110,-110");
    sub->add_option("--require-loudness", o->requiredLoudness, "integrated loudness that the files must have, LUFS");
    sub->add_option("--tolerance", o->tolerance, "how far from it they may be, LU")->capture_default_str();
    sub->add_option("--require-peak", o->requiredTruePeak, "highest true peak that is allowed, dBTP");
    sub->add_option("--after", o->after,
                    "measure after encoding too: aac:RATE, mp3:RATE, opus:RATE (kbit/s), vorbis:qN; requirements are "
                    "then those of the encoded sound")
        ->delimiter(',')
        ->allow_extra_args(false);
    sub->add_option("--report", o->report, "also write a report: .html, .csv or .json");
    auto* writes = sub->add_flag("--write-tags", o->writesTags,
                                 "keep the loudness in the files: bext in WAV, ReplayGain 2 in FLAC, Ogg Vorbis "
                                 "and MP3, R128 in Opus; the audio is not touched");
    sub->add_flag("--album", o->isAlbum, "the files are one album: with --write-tags its gain and peak too")
        ->needs(writes);
  }
  {
    auto [sub, o] = grammar.command<MasterOptions>(
        "master",
        "Master mixes: a chain, a loudness target, a true-peak ceiling, and a report measured on the written file",
        "Examples:\n  lathe master mix.wav -o master.wav\n  lathe master mix.wav -o master.flac --target -16 --rate "
        "48000 --bits 24\n"
        "  lathe master a.wav b.wav -o masters/ --chain gentle --set compressor.ratio=1.5\n"
        "The chain is a file or a preset ('lathe chains' lists them). The gain before the limiter is solved so that "
        "the\n"
        "file as written meets the target within 0.05 LU and stays under the ceiling; if that is not possible, nothing "
        "is\n"
        "written and the reason is given.",
        runMaster);
    sub->add_option("MIX", o->files, "finished mixes")->required();
    sub->add_option("-o,--output", o->output, "output file, or a folder")->required();
    sub->add_option("--target", o->target, "integrated loudness, LUFS, or 'off'")->capture_default_str();
    sub->add_option("--ceiling", o->ceiling, "true-peak ceiling, dBTP")
        ->capture_default_str()
        ->check(CLI::Range(-20.0, 0.0));
    sub->add_option("--chain", o->chain, "chain file or preset name (else 'master')");
    sub->add_option("--set", o->changes, "change a parameter: STAGE.PARAMETER=VALUE, as in limiter.release=80ms")
        ->allow_extra_args(false);
    sub->add_option("--save-session", o->session, "keep the session that was rendered, to edit and render again");
    addDelivery(sub, o->delivery);
  }
  {
    auto [sub, o] = grammar.command<ConvertOptions>(
        "convert", "Change format, rate or word length; samples that need no change are copied bit for bit",
        "Example: lathe convert master.wav -o master.flac --bits 16 --dither shaped-light", runConvert);
    sub->add_option("FILE", o->file, "audio file")->required();
    sub->add_option("-o,--output", o->output, "output file")->required();
    addDelivery(sub, o->delivery);
  }
  {
    auto [sub, o] = grammar.command<TagOptions>(
        "tag", "Show or change a file's metadata; the audio is not touched",
        "Fields: title artist album genre year track comment copyright isrc, and for WAV files\n"
        "bext.description bext.originator bext.reference bext.date bext.time bext.history.\n"
        "Examples:\n  lathe tag song.wav title=Opening isrc=DEA012300001 --marker 12.5=Chorus\n"
        "  lathe tag song.flac comment=\n",
        runTag);
    sub->add_option("FILE", o->file, "audio file")->required();
    sub->add_option("FIELD=VALUE", o->fields, "fields to set; an empty value removes one");
    sub->add_option("--marker", o->markers, "add a marker: SECONDS=NAME")->allow_extra_args(false);
    sub->add_flag("--clear-markers", o->clearsMarkers, "remove the markers that are there");
    sub->add_flag("--loudness", o->writesLoudness,
                  "measure, and keep the figures: bext in WAV, ReplayGain 2 in FLAC, Ogg Vorbis and MP3, R128 in Opus");
  }
}

}  // namespace lathe::cli
