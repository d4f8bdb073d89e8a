// From a response as it was recorded to the matrix of taps that a convolver takes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_format.h"
#include "core/compute/ops/convolution.h"
#include "core/processors/reverb/response_source.h"
#include "core/processors/reverb/reverb_settings.h"

namespace lathe {

/// A row of taps between an input and an output.
struct ResponseWay {
  int input, output, row;
};

/// The ways through a response of `rows` channels for a signal of `channels`, as shapeResponse() says. Throws Error
/// (Invalid).
std::vector<ResponseWay> waysOf(int rows, int channels, PathOrder order);

/// Taps, and which input reaches which output through them.
struct ShapedResponse {
  AudioBuffer taps;  ///< a row per channel of the response
  int channels = 0;  ///< inputs, and outputs
  std::vector<ResponseWay> ways;

  /// Frames of its sound after an input's end.
  std::size_t tail() const noexcept { return taps.frames() > 0 ? taps.frames() - 1 : 0; }
  /// Points to the taps.
  ConvolutionSpec<float> spec() const;
};

/// Makes a response ready for a signal of that many channels.
///
/// One channel serves every channel of the signal; as many as the signal has, each its own; the square of them, every
/// pair of an input and an output in the order that the shape says, up to 16 ways; two serve the channels of other
/// signals in turn (left, right, left ...), and a mono signal their mean. Anything else throws Error (Invalid).
///
/// In this order: trim, rate and size, stretch, decay of the bands, early/late balance, reverse, fades, equalisation,
/// normalisation and gain, pre-delay. With a shape that asks for none of them, taps at the session's rate are copied.
/// Peak normalisation makes the largest tap 1; energy normalisation makes the mean energy of what reaches an output 1.
/// Throws Error (Unsupported) for rates out of range.
ShapedResponse shapeResponse(ConstAudioView response, int rate, const ResponseShape& shape, int sessionRate,
                             int channels);

/// Loads and shapes. Throws Error as openResponse() and shapeResponse() do, with the name of the response.
ShapedResponse makeResponse(const ReverbSettings& settings, const AudioFormat& format, const Progress& progress = {});

}  // namespace lathe
