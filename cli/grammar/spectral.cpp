// Grammar of the commands for spectral editing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/spectral.h"

#include "cli/grammar/grammar.h"
#include "cli/options/diff.h"
#include "cli/options/spectrogram.h"

namespace lathe::cli {
namespace {

void addMaskOptions(CLI::App* sub, MaskOptions& mask) {
  sub->add_option("--box", mask.boxes, "FROM,TO,LOW,HIGH: a box in seconds and hertz")->allow_extra_args(false);
  sub->add_option("--time", mask.passages, "FROM,TO: a passage over all frequencies")->allow_extra_args(false);
  sub->add_option("--band", mask.bands, "LOW,HIGH: a band over all time")->allow_extra_args(false);
  sub->add_option("--lasso", mask.lassos, "'T,F T,F T,F ...': the inside of a polygon")->allow_extra_args(false);
  sub->add_option("--brush", mask.brushes, "'T,F T,F ...': a stroke")->allow_extra_args(false);
  sub->add_option("--brush-size", mask.brushSize, "SECONDS,HERTZ: width and height of the brush")
      ->capture_default_str();
  sub->add_option("--hardness", mask.hardness, "of the brush, 0 soft to 1 hard")->check(CLI::Range(0.0, 1.0));
  sub->add_option("--wand", mask.wands, "T,F[,DB]: all that is connected with a point and at most DB weaker")
      ->allow_extra_args(false);
  sub->add_option("--harmonics", mask.harmonics, "BASE,COUNT,WIDTH[,FROM,TO]: lines at multiples of a frequency")
      ->allow_extra_args(false);
  sub->add_option("--shapes", mask.json, "shapes as JSON, or @FILE");
  sub->add_option("--feather", mask.feather, "SECONDS,HERTZ: how far the edges are soft");
  sub->add_option("--channels", mask.channels, "all, mid, side, or channels as in 1,2")->capture_default_str();
  sub->add_flag("--invert", mask.isInverted, "all but the selection, within its time");
}

void addSpectrogram(Grammar& grammar) {
  auto [sub, o] = grammar.command<SpectrogramOptions>(
      "spectrogram", "Draw a spectrogram as a PNG picture",
      "Example: lathe spectrogram take.wav -o take.png --axis mel --span 10,20 --box 12,12.5,900,1100", runSpectrogram);
  sub->add_option("FILE", o->file, "audio file")->required();
  sub->add_option("-o,--output", o->output, "picture to write")->required();
  sub->add_option("--axis", o->axis, "lin, log or mel")->capture_default_str();
  sub->add_option("--fft", o->fftSize, "FFT size, a power of two from 256 to 65536")->capture_default_str();
  sub->add_option("--window", o->window, "hann, blackman-harris or kaiser")->capture_default_str();
  sub->add_option("--range", o->range, "LOWEST,HIGHEST level in dB")->capture_default_str();
  sub->add_option("--map", o->map, "viridis, magma, inferno or grey")->capture_default_str();
  sub->add_option("--span", o->time, "FROM,TO in seconds (else all)");
  sub->add_option("--frequency", o->frequency, "LOW,HIGH in hertz (else all)");
  sub->add_option("--size", o->size, "WIDTH,HEIGHT in pixels, without the axes")->capture_default_str();
  sub->add_flag("--reassigned", o->isReassigned, "draw energy where it is, not where its cell is");
  sub->add_flag("--plain", o->isPlain, "without axes");
  addMaskOptions(sub, o->mask);
}

void addDiff(Grammar& grammar) {
  auto [sub, o] = grammar.command<DiffOptions>(
      "diff", "Compare two audio files sample by sample (null test)",
      "Example: lathe diff before.wav after.wav --region 0.1\nExit code 3 when they differ.", runDiff);
  sub->add_option("A", o->a, "audio file")->required();
  sub->add_option("B", o->b, "audio file")->required();
  sub->add_option("--align", o->search, "look for B up to that many seconds earlier or later")
      ->check(CLI::Range(0.0, 60.0));
  sub->add_flag("--match-level", o->matchesLevel, "take out a difference in gain first");
  sub->add_option("--region", o->region, "length of the regions of the report, seconds")
      ->check(CLI::Range(0.001, 3600.0))
      ->capture_default_str();
  sub->add_option("--tolerance", o->tolerance, "largest difference that counts as none, LSB of 24 bits")
      ->check(CLI::NonNegativeNumber);
}

}  // namespace

void addSpectralCommands(Grammar& grammar) {
  addSpectrogram(grammar);
  addDiff(grammar);
  auto [sub, o] = grammar.command<SpectralOptions>("spectral", "Edit sound through selections in time and frequency",
                                                   spectralHelp(), runSpectral);
  sub->add_option("TARGET", o->target, "session (.lathe) or audio file")->required();
  sub->add_option("ACTION", o->words, "what to do, and with which edit");
  sub->add_option("--track", o->track, "of a session, from 1")->capture_default_str();
  addMaskOptions(sub, o->mask);
  sub->add_option("--set", o->changes, "PARAMETER=VALUE of the operation")->allow_extra_args(false);
  sub->add_option("--name", o->name, "what the edit is called");
  sub->add_option("--fft", o->fftSize, "FFT size, a power of two from 512 to 16384 (else 2048)");
  sub->add_option("--overlap", o->overlap, "windows over each sample, 4 or 8 (else 4)");
  sub->add_option("--window", o->window, "hann, sine or blackman-harris (else hann)");
  sub->add_option("--resolution", o->resolution,
                  "FFT size by band: multi, single, or SIZE,HERTZ:SIZE,... as in 8192,400:4096,2000:1024");
  sub->add_option("-o,--output", o->output, "file to write");
  sub->add_option("--listen", o->listen, "result, selection, removed or rest")->capture_default_str();
  sub->add_option("--least", o->least, "of 'similar': the lowest score")
      ->check(CLI::Range(-1.0, 1.0))
      ->capture_default_str();
}

}  // namespace lathe::cli
