// Dither: the last stage, which rounds samples to the delivered word length.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/dsp/dither.h"
#include "core/processors/processor.h"

namespace lathe {

struct DitherSettings {
  enum class Bits { Auto, Sixteen, Twenty, TwentyFour };

  Bits bits =
      Bits::Auto;  ///< Auto: as the delivered file holds; the renderer resolves it. Unresolved it works as 24 bits.
  DitherKind kind = DitherKind::Flat;
  double amount = 1;
  bool autoBlank = true;

  /// 16, 20 or 24.
  int wordLength() const noexcept;
  static const SettingsType& type();
  friend bool operator==(const DitherSettings&, const DitherSettings&) = default;
};

/// Rounds to the word length with dither and noise shaping; see DitherQuantiser. Settings take effect at once.
class Dither : public Processor {
 public:
  explicit Dither(const DitherSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return 0; }
  /// With auto-blank, the frames until a silent channel is blanked.
  std::size_t tail() const noexcept override;

 private:
  void applySettings() noexcept;

  DitherSettings settings_;
  DitherQuantiser quantiser_;
};

}  // namespace lathe
