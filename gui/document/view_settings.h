// How the editor shows sound: lanes, spectra, axes, colours, the tool in hand; kept between runs of the program.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <string>
#include <vector>

#include "core/spectral/mask.h"
#include "core/spectral/spectrogram_image.h"

class QSettings;

namespace lathe::gui {

enum class Lanes {
  Channels,  ///< one lane for each channel
  MidSide,   ///< of stereo
  Together   ///< one lane; of several channels the largest
};

/// How times are written: "1:02:03.456", samples, seconds, or CD frames (75 a second).
enum class TimeFormat { Clock, Samples, Seconds, CdFrames };

enum class Tool { Time, Frequency, Box, Lasso, Brush, Wand, Harmonics };

/// One lane of a view: which signal it shows, and what it is called ("L", "M").
struct Lane {
  ChannelScope scope = {};
  int signal = 0;  ///< row of TrackSound's peaks; -1: the largest of all channels
  std::string name;

  friend bool operator==(const Lane&, const Lane&) = default;
};

/// All values of ViewSettings, to be compared and copied.
struct ViewValues {
  Lanes lanes = Lanes::Channels;
  bool showsWaveform = true, showsSpectrogram = true;
  bool overlaysWaveform = false;  ///< its outline over the spectrogram
  TimeFormat timeFormat = TimeFormat::Clock;
  double waveformZoom = 1;  ///< 1: full scale fills the lane
  int fftSize = 4096;
  AnalysisWindow window = AnalysisWindow::Hann;
  FrequencyAxis axis = FrequencyAxis::Logarithmic;
  double lowestHertz = 20, highestHertz = 0;    ///< 0: half the sample rate
  double lowestLevel = -110, highestLevel = 0;  ///< dB re a full-scale sine
  std::string colours = "magma";
  Tool tool = Tool::Time;
  double brushSeconds = 0.08, brushHertz = 600;
  double wandTolerance = 12;  ///< dB
  int harmonics = 8;
  double featherMs = 5, featherHertz = 30;
  bool wheelScrolls = false;
  bool followsPlayhead = true;

  friend bool operator==(const ViewValues&, const ViewValues&) = default;
};

/// Views follow changed().
class ViewSettings : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  const ViewValues& values() const noexcept { return values_; }
  void set(ViewValues values);
  /// set() with one value changed: change([](ViewValues& v) { v.tool = Tool::Box; }).
  template <class Change>
  void change(Change change) {
    ViewValues values = values_;
    change(values);
    set(std::move(values));
  }

  /// Lanes of a signal of so many channels.
  std::vector<Lane> lanes(int channels) const;
  double highestHertz(int rate) const noexcept { return values_.highestHertz > 0 ? values_.highestHertz : rate / 2.0; }

  void load(const QSettings& settings);
  void save(QSettings& settings) const;

 Q_SIGNALS:
  void changed();

 private:
  ViewValues values_;
};

}  // namespace lathe::gui
