// From options to a view, a picture and a file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/spectrogram.h"

#include "cli/support/picture.h"
#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "core/render/destinations.h"

namespace lathe::cli {
namespace {

template <class Value>
Value chosen(const std::string& word, std::initializer_list<std::pair<const char*, Value>> choices,
             const std::string& option) {
  std::string known;
  for (const auto& [name, value] : choices) {
    if (word == name) return value;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  throw Error(ErrorKind::Invalid, option + " is one of " + known + ", not '" + word + "'");
}

}  // namespace

int runSpectrogram(const SpectrogramOptions& options, Context& context) {
  refuseToWriteOver({&options.file, 1}, options.output);
  const auto clip = openClip(options.file);
  const double rate = clip->format().sampleRate;
  SpectrogramView view;
  view.time = {0.0_s, {static_cast<double>(clip->frames()) / rate}};
  if (!options.time.empty()) {
    const auto n = numbersOf(options.time, "--span", 2, 2);
    view.time = {{n[0]}, {n[1]}};
  }
  view.axis = chosen<FrequencyAxis>(
      options.axis, {{"lin", FrequencyAxis::Linear}, {"log", FrequencyAxis::Logarithmic}, {"mel", FrequencyAxis::Mel}},
      "--axis");
  view.frequency = {view.axis == FrequencyAxis::Logarithmic ? 20_Hz : 0_Hz, Hertz{rate / 2}};
  if (!options.frequency.empty()) {
    const auto n = numbersOf(options.frequency, "--frequency", 2, 2);
    view.frequency = {{n[0]}, {n[1]}};
  }
  view.window = chosen<AnalysisWindow>(options.window,
                                       {{"hann", AnalysisWindow::Hann},
                                        {"blackman-harris", AnalysisWindow::BlackmanHarris},
                                        {"kaiser", AnalysisWindow::Kaiser}},
                                       "--window");
  const auto range = numbersOf(options.range, "--range", 2, 2), size = numbersOf(options.size, "--size", 2, 2);
  view.lowest = {range[0]};
  view.highest = {range[1]};
  view.width = static_cast<int>(std::clamp(size[0], 0.0, 1e6));
  view.height = static_cast<int>(std::clamp(size[1], 0.0, 1e6));
  view.fftSize = options.fftSize;
  view.isReassigned = options.isReassigned;
  const Mask mask = maskOf(options.mask);
  view.scope = mask.scope;
  const ColourMap& map = colourMap(options.map);
  Image image = coloured(levelImage(*clip, view, context.progress()), view, map);
  if (!mask.parts.empty()) drawMask(image, view, mask, *clip);
  writePng(options.output, options.isPlain ? image : withAxes(image, view),
           context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  return kDone;
}

}  // namespace lathe::cli
