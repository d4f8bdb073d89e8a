// A file convolved with the response in another one, in double precision from end to end.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/audio/units.h"
#include "core/file/atomic_file.h"
#include "core/processors/reverb/reverb_settings.h"
#include "core/work/progress.h"

namespace lathe {

struct DoubleConvolution {
  std::filesystem::path input, response, output;
  Decibels wet = 0.0_dB;
  Decibels dry = ReverbMix::kOff;
  PathOrder order = PathOrder::ByInput;
  bool keepsTail = true;
  std::string device = {};  ///< as chooseBackends() takes it
  int threads = 1;
  Overwrite overwrite = Overwrite::No;
};

struct DoubleConvolutionReport {
  std::uint64_t frames = 0;
  int channels = 0;
  std::string device;
  std::vector<std::string> notes;
};

/// Writes a 64-bit float WAV. Channels as shapeResponse() has them, and a mono input through a response of several
/// channels has an output for each. Throws Error (Unsupported when the rates differ; Invalid when the channels do not
/// fit; Cancelled; as convolve(), DoubleReader and DoubleWriter do).
DoubleConvolutionReport convolveInDouble(const DoubleConvolution& work, const Progress& progress);

}  // namespace lathe
