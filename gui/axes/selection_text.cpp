// Putting times and frequencies into words.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/axes/selection_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <algorithm>

#include "gui/axes/time_text.h"

namespace lathe::gui {
QString selectionText(const Workspace& workspace) {
  const Selection& selection = workspace.selection;
  const int rate = workspace.sound.rate();
  const auto clock = [rate](double seconds) { return timeText(seconds, rate, TimeFormat::Clock); };
  if (selection.isEmpty())
    return QCoreApplication::translate("lathe::gui::SelectionText", "Cursor %1").arg(clock(selection.cursor().value));
  QString text = QCoreApplication::translate("lathe::gui::SelectionText", "Selection");
  if (const auto time = selection.time())
    text += QCoreApplication::translate("lathe::gui::SelectionText", " %1 – %2 (%3)")
                .arg(clock(time->start.value), clock(time->end.value), clock((time->end - time->start).value));
  if (const auto band = selection.frequency())
    text += QCoreApplication::translate("lathe::gui::SelectionText", ", %1 – %2 Hz")
                .arg(QLocale().toString(band->low.value, 'f', 0), QLocale().toString(band->high.value, 'f', 0));
  return text;
}

QString shownText(const Workspace& workspace) {
  const TimeAxis& axis = workspace.axis;
  const auto clock = [&axis](double frame) {
    return timeText(axis.seconds(std::clamp(frame, 0.0, axis.frames())), axis.rate(), TimeFormat::Clock, 1);
  };
  return QCoreApplication::translate("lathe::gui::SelectionText", "Shown %1 – %2")
      .arg(clock(axis.start()), clock(axis.end()));
}

}  // namespace lathe::gui
