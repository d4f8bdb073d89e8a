// Rows of figures, and notes below them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/dialogs/render_result.h"

#include <QtCore/QLocale>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTableWidget>

#include "gui/document/document.h"

namespace lathe::gui {
namespace {

template <class Quantity>
QString number(const std::optional<Quantity>& quantity) {
  return quantity ? QLocale().toString(quantity->value, 'f', 1) : QStringLiteral("–");
}

QString arrow(const QString& before, const QString& after) { return before % QStringLiteral(" → ") % after; }

QStringList notesOf(const RenderReport& report) {
  QStringList notes;
  if (report.isBitExact)
    notes << RenderResult::tr("%1: no sample was changed").arg(QString::fromStdString(report.title));
  for (const std::string& note : report.notes) notes << QString::fromStdString(note);
  for (const std::string& warning : report.warnings) notes << QStringLiteral("⚠ ") % QString::fromStdString(warning);
  return notes;
}

}  // namespace

RenderResult::RenderResult(const std::vector<TrackOutcome>& outcomes, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Render"));
  resize(820, 320);
  auto* table = new QTableWidget(static_cast<int>(outcomes.size()), 6);
  table->setHorizontalHeaderLabels({tr("File"), tr("Loudness, LUFS"), tr("True peak, dBTP"),
                                    tr("Loudness range (LRA), LU"), tr("Gain, dB"), tr("Result")});
  table->verticalHeader()->hide();
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  QStringList notes;
  bool areAllWell = true;
  for (int row = 0; row < table->rowCount(); ++row) {
    const TrackOutcome& outcome = outcomes[static_cast<std::size_t>(row)];
    const auto put = [&](int column, const QString& text) { table->setItem(row, column, new QTableWidgetItem(text)); };
    if (outcome.error) {
      areAllWell = false;
      put(0, QString::fromStdString(outcome.title));
      put(5, tr("not written"));
      notes << QStringLiteral("⚠ ") % QString::fromUtf8(outcome.error->what());
      continue;
    }
    const RenderReport& report = outcome.report;
    const Levels before = report.before ? report.before->levels() : Levels(), after = report.after->levels();
    put(0, toQString(report.file));
    put(1, arrow(number(before.integrated), number(after.integrated)));
    put(2, arrow(number(before.truePeak), number(after.truePeak)));
    put(3, after.loudnessRange ? QLocale().toString(*after.loudnessRange, 'f', 1) : QStringLiteral("–"));
    put(4, QLocale().toString(report.loudnessGain.value, 'f', 1));
    put(5, tr("written and read back"));
    notes << notesOf(report);
  }
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(new QLabel(areAllWell ? tr("All files are written. The figures are those of the files, read back.")
                                          : tr("Some files could not be written.")));
  layout->addWidget(table, 1);
  if (!notes.isEmpty()) {
    auto* text = new QLabel(notes.join(QLatin1Char('\n')));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(text);
  }
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
}

}  // namespace lathe::gui
