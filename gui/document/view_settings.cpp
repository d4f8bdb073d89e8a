// Lanes of a signal, and the view's settings on disk.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/view_settings.h"

#include <QtCore/QSettings>
#include <algorithm>
#include <bit>

namespace lathe::gui {
namespace {

template <class Enum>
Enum readEnum(const QSettings& settings, const QString& key, Enum otherwise, Enum last) {
  const int value = settings.value(key, static_cast<int>(otherwise)).toInt();
  return value >= 0 && value <= static_cast<int>(last) ? static_cast<Enum>(value) : otherwise;
}

double readNumber(const QSettings& settings, const QString& key, double otherwise, double low, double high) {
  bool isNumber = false;
  const double value = settings.value(key, otherwise).toDouble(&isNumber);
  return isNumber && value >= low && value <= high ? value : otherwise;
}

}  // namespace

void ViewSettings::set(ViewValues values) {
  if (!values.showsWaveform && !values.showsSpectrogram) values.showsWaveform = true;
  if (values == values_) return;
  values_ = std::move(values);
  Q_EMIT changed();
}

std::vector<Lane> ViewSettings::lanes(int channels) const {
  if (channels <= 0) return {};
  if (channels == 1) return {{ChannelScope::only(0), 0, ""}};
  if (values_.lanes == Lanes::Together) return {{{}, -1, ""}};
  if (values_.lanes == Lanes::MidSide && channels == 2)
    return {{{ChannelScope::Kind::Mid}, 2, "M"}, {{ChannelScope::Kind::Side}, 3, "S"}};
  std::vector<Lane> lanes;
  for (int c = 0; c < channels; ++c)
    lanes.push_back({ChannelScope::only(c), c, channels == 2 ? (c == 0 ? "L" : "R") : std::to_string(c + 1)});
  return lanes;
}

void ViewSettings::load(const QSettings& s) {
  ViewValues v;
  const auto key = [](const char* name) -> QString { return QStringLiteral("view/") % QLatin1String(name); };
  v.lanes = readEnum(s, key("lanes"), v.lanes, Lanes::Together);
  v.showsWaveform = s.value(key("waveform"), v.showsWaveform).toBool();
  v.showsSpectrogram = s.value(key("spectrogram"), v.showsSpectrogram).toBool();
  const int fft = s.value(key("fft"), v.fftSize).toInt();
  if (fft >= 256 && fft <= 65536 && std::has_single_bit(static_cast<unsigned>(fft))) v.fftSize = fft;
  v.window = readEnum(s, key("window"), v.window, AnalysisWindow::Kaiser);
  v.axis = readEnum(s, key("axis"), v.axis, FrequencyAxis::Mel);
  v.overlaysWaveform = s.value(key("overlay"), v.overlaysWaveform).toBool();
  v.timeFormat = readEnum(s, key("time"), v.timeFormat, TimeFormat::CdFrames);
  v.lowestLevel = readNumber(s, key("lowest"), v.lowestLevel, -120, -20);
  v.highestLevel = readNumber(s, key("highest"), v.highestLevel, -60, 6);
  const std::string colours = s.value(key("colours"), QString::fromStdString(v.colours)).toString().toStdString();
  if (std::ranges::any_of(colourMaps(), [&](const ColourMap& map) { return map.name == colours; })) v.colours = colours;
  v.brushSeconds = readNumber(s, key("brush_seconds"), v.brushSeconds, 0.001, 10);
  v.brushHertz = readNumber(s, key("brush_hertz"), v.brushHertz, 1, 20000);
  v.wandTolerance = readNumber(s, key("wand_tolerance"), v.wandTolerance, 1, 60);
  v.featherMs = readNumber(s, key("feather_ms"), v.featherMs, 0, 1000);
  v.featherHertz = readNumber(s, key("feather_hertz"), v.featherHertz, 0, 5000);
  v.wheelScrolls = s.value(key("wheel_scrolls"), v.wheelScrolls).toBool();
  v.followsPlayhead = s.value(key("follow"), v.followsPlayhead).toBool();
  set(std::move(v));
}

void ViewSettings::save(QSettings& s) const {
  const auto put = [&](const char* name, const QVariant& value) {
    s.setValue(QStringLiteral("view/") % QLatin1String(name), value);
  };
  put("lanes", static_cast<int>(values_.lanes));
  put("waveform", values_.showsWaveform);
  put("spectrogram", values_.showsSpectrogram);
  put("fft", values_.fftSize);
  put("window", static_cast<int>(values_.window));
  put("axis", static_cast<int>(values_.axis));
  put("overlay", values_.overlaysWaveform);
  put("time", static_cast<int>(values_.timeFormat));
  put("lowest", values_.lowestLevel);
  put("highest", values_.highestLevel);
  put("colours", QString::fromStdString(values_.colours));
  put("brush_seconds", values_.brushSeconds);
  put("brush_hertz", values_.brushHertz);
  put("wand_tolerance", values_.wandTolerance);
  put("feather_ms", values_.featherMs);
  put("feather_hertz", values_.featherHertz);
  put("wheel_scrolls", values_.wheelScrolls);
  put("follow", values_.followsPlayhead);
}

}  // namespace lathe::gui
