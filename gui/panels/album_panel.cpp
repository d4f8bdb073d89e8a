// Showing the figures of the album.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/panels/album_panel.h"

#include <QtCore/QLocale>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

namespace lathe::gui {

AlbumPanel::AlbumPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      analysis_(new AlbumAnalysis(workspace.document, workspace.jobs, this)),
      tracks_(new TracksPanel(workspace, *analysis_)),
      measure_(new QToolButton),
      conform_(new QToolButton),
      how_(new QComboBox),
      target_(new QDoubleSpinBox),
      figures_(new QLabel) {
  measure_->setText(tr("Measure album"));
  measure_->setToolTip(tr("Every track as it is rendered, and all of them as one programme"));
  how_->addItems({tr("Album to target (keeps balance)"), tr("Each track to target")});
  how_->setAccessibleName(tr("Loudness measure"));
  how_->setToolTip(
      tr("The album: all tracks by the same gain, so that they keep their balance. Every track: each by its own"));
  target_->setRange(-40, -5);
  target_->setDecimals(1);
  target_->setSingleStep(0.5);
  target_->setValue(-14);
  target_->setSuffix(tr(" LUFS"));
  target_->setAccessibleName(tr("Target loudness"));
  conform_->setText(tr("Match loudness…"));
  conform_->setToolTip(
      tr("Sets the tracks' gains, in one step. They lie before the chains: measure again if a chain compresses or "
         "limits"));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(4, 2, 4, 2);
  row->addWidget(measure_);
  row->addWidget(figures_, 1);
  row->addWidget(how_);
  row->addWidget(target_);
  row->addWidget(conform_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(tracks_);
  layout->addLayout(row);
  connect(measure_, &QToolButton::clicked, analysis_, &AlbumAnalysis::measure);
  connect(conform_, &QToolButton::clicked, this, &AlbumPanel::conform);
  connect(analysis_, &AlbumAnalysis::changed, this, &AlbumPanel::follow);
  follow();
}

void AlbumPanel::conform() {
  const auto how = how_->currentIndex() == 0 ? AlbumAnalysis::Conform::Album : AlbumAnalysis::Conform::EachTrack;
  if (const auto edit = analysis_->conform(Lufs{target_->value()}, how)) workspace_.document.apply(*edit);
}

void AlbumPanel::follow() {
  const auto& evidence = analysis_->evidence();
  measure_->setEnabled(!analysis_->isRunning() && !workspace_.document.session().tracks.empty());
  conform_->setEnabled(analysis_->conform(Lufs{target_->value()}, AlbumAnalysis::Conform::Album).has_value());
  QString text;
  if (analysis_->isRunning()) {
    text = tr("Measuring…");
  } else if (evidence) {
    const auto number = [](const auto& value) {
      return value ? QLocale().toString(value->value, 'f', 1) : QStringLiteral("–");
    };
    text = tr("Album %1 LUFS   LRA %2 LU   %3 dBTP")
               .arg(number(evidence->album.integrated), number(evidence->album.loudnessRange),
                    number(evidence->album.truePeak));
    if (analysis_->isStale()) text += tr("   (out of date)");
  }
  figures_->setText(text);
}

}  // namespace lathe::gui
