// Laying out the transport bar; a time that is typed in is jumped to.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/app/transport_bar.h"

#include <QtCore/QLocale>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSlider>
#include <algorithm>

#include "gui/axes/time_text.h"
#include "gui/commands/actions.h"

namespace lathe::gui {

TransportBar::TransportBar(Workspace& workspace, Actions& actions, QWidget* parent)
    : QToolBar(tr("Transport"), parent),
      workspace_(workspace),
      time_(new QLineEdit),
      volume_(new QSlider(Qt::Horizontal)) {
  setObjectName(QStringLiteral("transport"));
  setMovable(false);
  setContextMenuPolicy(Qt::PreventContextMenu);
  for (const char* name : {"transport.start", "transport.play", "transport.stop", "transport.loop"})
    addAction(actions.get(QLatin1String(name)));
  QFont font = time_->font();
  font.setPointSizeF(font.pointSizeF() * 1.25);
  font.setStyleHint(QFont::Monospace);
  time_->setFont(font);
  time_->setAlignment(Qt::AlignCenter);
  time_->setFixedWidth(time_->fontMetrics().horizontalAdvance(QStringLiteral("0:00:00.000")) + 24);
  time_->setAccessibleName(tr("Time"));
  time_->setToolTip(tr("Where the playhead or the cursor is; type a time and press Enter to go there"));
  addWidget(time_);
  addSeparator();
  addAction(actions.get(QStringLiteral("transport.bypass")));
  addAction(actions.get(QStringLiteral("transport.ab")));
  auto* label = new QLabel(tr("Volume"));
  label->setContentsMargins(8, 0, 4, 0);
  addWidget(label);
  volume_->setRange(-60, 0);
  volume_->setValue(0);
  volume_->setFixedWidth(90);
  volume_->setAccessibleName(tr("Volume"));
  addWidget(volume_);
  connect(volume_, &QSlider::valueChanged, this, [this](int decibels) {
    workspace_.transport.setVolume(Decibels{static_cast<double>(decibels)});
    volume_->setToolTip(tr("What you hear: %1 dB. Files are not changed by it").arg(QLocale().toString(decibels)));
  });
  volume_->setToolTip(tr("What you hear: %1 dB. Files are not changed by it").arg(0));
  connect(time_, &QLineEdit::returnPressed, this, &TransportBar::jump);
  connect(&workspace.playhead, &Playhead::moved, this, &TransportBar::showTime);
  connect(&workspace.selection, &Selection::cursorMoved, this, &TransportBar::showTime);
  showTime();
}

void TransportBar::showTime() {
  if (time_->hasFocus() && !workspace_.playhead.isShown()) return;
  const int rate = workspace_.sound.rate();
  const double seconds =
      workspace_.playhead.isShown() ? workspace_.playhead.frame() / rate : workspace_.selection.cursor().value;
  time_->setText(timeText(seconds, rate, TimeFormat::Clock));
}

void TransportBar::jump() {
  const auto seconds = secondsOfText(time_->text(), workspace_.sound.rate(), TimeFormat::Clock);
  time_->clearFocus();
  if (!seconds) return showTime();
  const double most = workspace_.axis.frames() / workspace_.sound.rate();
  workspace_.transport.seek(Seconds{std::min(*seconds, most)});
  workspace_.axis.reveal(workspace_.selection.cursor().value * workspace_.axis.rate());
  showTime();
}

}  // namespace lathe::gui
