// A row for each job.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/panels/jobs_panel.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QToolButton>
#include <cmath>

namespace lathe::gui {

QString timeLeftText(double seconds) {
  if (seconds < 0) return {};
  const auto whole = static_cast<long long>(std::ceil(seconds));
  return QCoreApplication::translate("lathe::gui::JobsPanel", "%1:%2 left")
      .arg(whole / 60)
      .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

JobsPanel::JobsPanel(Jobs& jobs, QWidget* parent) : QTableWidget(0, 4, parent), jobs_(jobs) {
  setAccessibleName(tr("Jobs"));
  setHorizontalHeaderLabels({tr("Job"), tr("Progress"), tr("State"), QString()});
  verticalHeader()->hide();
  horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
  horizontalHeader()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setSelectionMode(QAbstractItemView::NoSelection);
  connect(&jobs, &Jobs::changed, this, &JobsPanel::follow);
}

void JobsPanel::follow() {
  const auto rows = jobs_.rows();
  setRowCount(static_cast<int>(rows.size()));
  for (int i = 0; i < rowCount(); ++i) {
    const JobRow& job = rows[static_cast<std::size_t>(i)];
    if (!item(i, 0)) {
      setItem(i, 0, new QTableWidgetItem);
      setItem(i, 2, new QTableWidgetItem);
      auto* bar = new QProgressBar;
      bar->setRange(0, 1000);
      bar->setMaximumHeight(16);
      setCellWidget(i, 1, bar);
    }
    item(i, 0)->setText(job.name);
    static_cast<QProgressBar*>(cellWidget(i, 1))->setValue(static_cast<int>(job.fraction * 1000));
    const QString running =
        job.what % (job.secondsLeft >= 0 ? QStringLiteral("  ") % timeLeftText(job.secondsLeft) : QString());
    item(i, 2)->setText(job.isRunning ? running : job.error.isEmpty() ? tr("done") : job.error);
    item(i, 2)->setToolTip(item(i, 2)->text());
    if (job.isRunning && !cellWidget(i, 3)) {
      auto* stop = new QToolButton;
      stop->setText(tr("Cancel"));
      connect(stop, &QToolButton::clicked, this, [this, id = job.id] { jobs_.stop(id); });
      setCellWidget(i, 3, stop);
    } else if (!job.isRunning && cellWidget(i, 3)) {
      removeCellWidget(i, 3);
    }
  }
}

}  // namespace lathe::gui
