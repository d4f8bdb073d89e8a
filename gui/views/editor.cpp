// Laying out the editor's views, and what is under the pointer.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/editor.h"

#include <QtCore/QLocale>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <cmath>

#include "gui/axes/frequency_axis.h"
#include "gui/axes/lane_layout.h"
#include "gui/axes/time_text.h"
#include "gui/views/overview_bar.h"
#include "gui/views/spectrogram_view.h"
#include "gui/views/waveform_view.h"

namespace lathe::gui {
namespace {

constexpr int kRulerWidth = 52;
constexpr int kScrollSteps = 1 << 20;

QWidget* rowOf(QWidget* ruler, QWidget* view, QWidget* parent) {
  auto* row = new QWidget(parent);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  ruler->setFixedWidth(kRulerWidth);
  layout->addWidget(ruler);
  layout->addWidget(view, 1);
  return row;
}

}  // namespace

Editor::Editor(Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      timeRuler_(new TimeRuler(workspace)),
      waveform_(new WaveformView(workspace)),
      spectrogram_(new SpectrogramView(workspace)),
      splitter_(new QSplitter(Qt::Vertical)),
      scroll_(new QScrollBar(Qt::Horizontal)),
      notice_(new QLabel) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  const auto indented = [this](QWidget* widget) { return rowOf(new QWidget, widget, this); };
  layout->addWidget(indented(new OverviewBar(workspace)));
  layout->addWidget(indented(timeRuler_));
  waveformRow_ = rowOf(new LevelRuler(workspace), waveform_, this);
  spectrogramRow_ = rowOf(new FrequencyRuler(workspace, *spectrogram_), spectrogram_, this);
  splitter_->addWidget(waveformRow_);
  splitter_->addWidget(spectrogramRow_);
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 2);
  splitter_->setSizes({200, 400});
  splitter_->setChildrenCollapsible(false);
  layout->addWidget(splitter_, 1);
  layout->addWidget(indented(scroll_));
  notice_->setWordWrap(true);
  notice_->setContentsMargins(12, 8, 12, 8);
  notice_->hide();
  layout->insertWidget(0, notice_);

  connect(scroll_, &QScrollBar::valueChanged, this, [this](int value) {
    TimeAxis& axis = workspace_.axis;
    axis.scrollTo(static_cast<double>(value) / kScrollSteps * axis.frames());
  });
  connect(&workspace.axis, &TimeAxis::changed, this, &Editor::followAxis);
  connect(&workspace.view, &ViewSettings::changed, this, &Editor::followView);
  connect(&workspace.sound, &TrackSound::opened, this, [this] {
    notice_->setText(workspace_.sound.problem());
    notice_->setVisible(!workspace_.sound.problem().isEmpty());
  });
  connect(waveform_, &TimeView::pointed, this, &Editor::tellWave);
  connect(spectrogram_, &TimeView::pointed, this, &Editor::tellSpectrum);
  connect(&workspace.playhead, &Playhead::moved, this, [this](double, double now) {
    if (now >= 0 && workspace_.view.values().followsPlayhead) workspace_.axis.reveal(now);
  });
  followView();
}

void Editor::resizeEvent(QResizeEvent*) { workspace_.axis.setWidth(std::max(1, width() - kRulerWidth)); }

void Editor::followView() {
  waveformRow_->setVisible(workspace_.view.values().showsWaveform);
  spectrogramRow_->setVisible(workspace_.view.values().showsSpectrogram);
  timeRuler_->setFormat(workspace_.view.values().timeFormat);
}

void Editor::followAxis() {
  const TimeAxis& axis = workspace_.axis;
  const QSignalBlocker blocker(scroll_);
  const double frames = std::max(axis.frames(), 1.0), shown = axis.end() - axis.start();
  const auto steps = [&](double f) {
    return static_cast<int>(std::lround(std::clamp(f / frames, 0.0, 1.0) * kScrollSteps));
  };
  scroll_->setRange(0, std::max(0, kScrollSteps - steps(shown)));
  scroll_->setPageStep(std::max(1, steps(shown)));
  scroll_->setSingleStep(std::max(1, steps(shown) / 10));
  scroll_->setValue(steps(axis.start()));
}

void Editor::tellWave(double x, double y) {
  const TimeAxis& axis = workspace_.axis;
  if (x < 0 || !workspace_.sound.clip()) return Q_EMIT readout({});
  const auto lanes = workspace_.view.lanes(workspace_.sound.channels());
  const LaneRect lane = laneRect(laneAt(y, lanes.size(), waveform_->height()), lanes.size(), waveform_->height());
  const double scale = workspace_.view.values().waveformZoom * lane.height / 2;
  const double level = std::abs(lane.top + lane.height / 2 - y) / scale;
  const QString decibels =
      level > 1e-5 ? tr("%1 dBFS").arg(QLocale().toString(20 * std::log10(level), 'f', 1)) : tr("silence");
  Q_EMIT readout(timeText(axis.seconds(std::max(axis.frameAt(x), 0.0)), axis.rate(), TimeFormat::Clock) %
                 QStringLiteral("   ") % decibels);
}

void Editor::tellSpectrum(double x, double y) {
  const TimeAxis& axis = workspace_.axis;
  if (x < 0 || !workspace_.sound.clip()) return Q_EMIT readout({});
  const double hertz = spectrogram_->hertzAt(y);
  QString text = timeText(axis.seconds(std::max(axis.frameAt(x), 0.0)), axis.rate(), TimeFormat::Clock) %
                 QStringLiteral("   ") % tr("%1 Hz").arg(QLocale().toString(hertz, 'f', hertz < 1000 ? 1 : 0)) %
                 QStringLiteral("  ") % noteName(hertz);
  if (const auto level = spectrogram_->levelAt(x, y))
    text += QStringLiteral("   ") % tr("%1 dB").arg(QLocale().toString(*level, 'f', 1));
  Q_EMIT readout(text);
}

}  // namespace lathe::gui
