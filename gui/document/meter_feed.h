// What meters show of the sound that plays: fed with its blocks, asked for figures a few times a second.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <deque>
#include <optional>
#include <vector>

#include "analysis/measurement/measurement.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

class QTimer;

namespace lathe::gui {

/// A level with the ballistics of a digital peak meter: it rises at once, falls 20 dB in 1.7 s, and holds its maximum
/// for 1.5 s. Levels in dBFS; -inf is silence.
class PeakBallistics {
 public:
  void add(double level, double seconds) noexcept;
  double level() const noexcept { return level_; }
  double held() const noexcept { return held_; }

 private:
  static constexpr double kFall = 20 / 1.7, kHold = 1.5, kSilent = -200;
  double level_ = kSilent, held_ = kSilent, heldFor_ = 0;
};

/// A true peak above the ceiling, and when it was.
struct Over {
  double seconds = 0;  ///< from the track's start
  int channel = 0;
  double level = 0;  ///< dBTP

  friend bool operator==(const Over&, const Over&) = default;
};

/// Figures at one moment. What cannot be told yet is absent.
struct MeterFigures {
  std::vector<double> peak, held, rms;  ///< dBFS per channel
  std::vector<double> maximum;          ///< highest true peak per channel since the reset, dBTP
  std::optional<Lufs> momentary, shortTerm, integrated;
  std::optional<Lufs> maxMomentary, maxShortTerm;
  std::optional<analysis::LoudnessUnits> range;
  std::optional<Decibels> truePeak;
  std::optional<double> correlation;  ///< of the last 0.3 s, -1..1
  std::optional<double> plr, psr;     ///< dB: true peak above integrated loudness, and above short-term loudness
};

/// Figures since the reset; playing on after a stop goes on measuring, as meters do.
class MeterFeed : public QObject {
  Q_OBJECT
 public:
  explicit MeterFeed(QObject* parent = nullptr);

  /// `at`: when the block begins, from the track's start in seconds.
  void add(ConstAudioView block, int sampleRate, double at);
  void reset();
  /// True peaks above that are noted.
  void setCeiling(Decibels ceiling) noexcept { ceiling_ = ceiling.value; }

  const MeterFigures& figures() const noexcept { return figures_; }
  const std::deque<Over>& overs() const noexcept { return overs_; }
  /// The newest frames of the first two channels, for a goniometer.
  const AudioBuffer& recent() const noexcept { return recent_; }
  /// Levels of kBands bands from 20 Hz to 20 kHz, dB re a full-scale sine: now, their maxima, and the average power.
  const std::vector<float>& spectrum() const noexcept { return spectrum_; }
  const std::vector<float>& spectrumMaximum() const noexcept { return spectrumMaximum_; }
  const std::vector<float>& spectrumAverage() const noexcept { return spectrumAverage_; }
  static double bandHertz(int band) noexcept;

  static constexpr int kBands = 240, kFft = 8192, kRecent = 2048;
  static constexpr std::size_t kMostOvers = 1000;

 Q_SIGNALS:
  /// New figures; at most 30 times a second.
  void changed();
  void overFound();

 private:
  void begin(int channels, int sampleRate);
  void addLevels(ConstAudioView block);
  void addSpectrum(ConstAudioView block);
  void analyse();
  void takeOvers(const analysis::PeakOvers& found);
  void tell();

  analysis::Meter meter_;
  AudioFormat format_;
  double ceiling_ = -1;
  MeterFigures figures_;
  std::vector<PeakBallistics> peaks_;
  std::vector<double> meanSquare_;
  double sumLL_ = 0, sumRR_ = 0, sumLR_ = 0;
  /// Where the sound came from: played seconds, and seconds of the track from there on.
  struct Place {
    double played, at;
  };
  std::vector<Place> places_;
  double played_ = 0, oversUntil_ = -1;  ///< seconds
  std::deque<Over> overs_;
  AudioBuffer recent_;
  AlignedArray<float> window_, work_;
  AlignedArray<Complex<float>> bins_;
  std::optional<RealFft<float>> fft_;
  std::vector<float> past_;  ///< mono sum of the last kFft frames
  std::size_t sinceSpectrum_ = 0;
  std::vector<float> spectrum_, spectrumMaximum_, spectrumAverage_;
  std::vector<double> averagePower_;
  double averages_ = 0;
  std::size_t sinceFigures_ = 0;
  bool isBegun_ = false, isNew_ = false;
  QTimer* timer_;
};

}  // namespace lathe::gui
