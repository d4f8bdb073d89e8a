// The editor: overview, time ruler, waveform and spectrogram of one track on the same time axis.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtWidgets/QWidget>

#include "gui/document/workspace.h"
#include "gui/views/rulers.h"

class QLabel;
class QScrollBar;
class QSplitter;

namespace lathe::gui {

class SpectrogramView;
class WaveformView;

class Editor : public QWidget {
  Q_OBJECT
 public:
  explicit Editor(Workspace& workspace, QWidget* parent = nullptr);

  WaveformView& waveform() noexcept { return *waveform_; }
  SpectrogramView& spectrogram() noexcept { return *spectrogram_; }
  TimeRuler& timeRuler() noexcept { return *timeRuler_; }
  QSplitter& splitter() noexcept { return *splitter_; }

 Q_SIGNALS:
  /// Time, frequency and level under the pointer, or an empty text.
  void readout(const QString& text);

 protected:
  void resizeEvent(QResizeEvent*) override;

 private:
  void followView();
  void followAxis();
  void tellWave(double x, double y);
  void tellSpectrum(double x, double y);

  Workspace& workspace_;
  TimeRuler* timeRuler_;
  WaveformView* waveform_;
  SpectrogramView* spectrogram_;
  QWidget *waveformRow_, *spectrogramRow_;
  QSplitter* splitter_;
  QScrollBar* scroll_;
  QLabel* notice_;
};

}  // namespace lathe::gui
