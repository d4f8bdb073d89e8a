// Showing and editing the list of tracks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/panels/tracks_panel.h"

#include <QtCore/QLocale>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHeaderView>
#include <cmath>

#include "core/session/edits.h"
#include "gui/axes/time_text.h"

namespace lathe::gui {

TracksPanel::TracksPanel(Workspace& workspace, AlbumAnalysis& album, QWidget* parent)
    : QTableWidget(0, Columns, parent), workspace_(workspace), album_(album) {
  setAccessibleName(tr("Tracks"));
  setHorizontalHeaderLabels({tr("#"), tr("Title"), tr("Start"), tr("Length"), tr("Gap"), tr("Gain"), tr("Fade in"),
                             tr("Fade out"), tr("LUFS"), tr("LRA"), tr("dBTP")});
  verticalHeader()->hide();
  horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(Title, QHeaderView::Stretch);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::SingleSelection);
  setDragEnabled(true);
  setAcceptDrops(true);
  setDropIndicatorShown(true);
  setDragDropMode(QAbstractItemView::DragDrop);
  connect(&workspace.document, &Document::changed, this, &TracksPanel::follow);
  connect(&workspace.document, &Document::currentTrackChanged, this, &TracksPanel::follow);
  connect(&album_, &AlbumAnalysis::changed, this, &TracksPanel::follow);
  connect(this, &QTableWidget::itemChanged, this, &TracksPanel::take);
  connect(this, &QTableWidget::currentCellChanged, this, [this](int row, int, int, int) {
    if (!isFollowing_ && row >= 0) workspace_.document.setCurrentTrack(static_cast<std::size_t>(row));
  });
  follow();
}

void TracksPanel::follow() {
  if (isFollowing_) return;
  isFollowing_ = true;
  const Session& session = workspace_.document.session();
  const int rate = session.rate();
  setRowCount(static_cast<int>(session.tracks.size()));
  double start = 0;
  for (int row = 0; row < rowCount(); ++row) {
    const Track& track = session.tracks[static_cast<std::size_t>(row)];
    const double length = static_cast<double>(track.length()) / rate;
    if (row > 0) start += track.gap.value;
    const auto put = [&](Column column, const QString& text, bool isEditable) {
      if (!item(row, column)) setItem(row, column, new QTableWidgetItem);
      QTableWidgetItem& cell = *item(row, column);
      cell.setText(text);
      auto flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
      cell.setFlags(isEditable ? flags | Qt::ItemIsEditable : flags);
      if (column != Title) cell.setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      cell.setForeground(palette().brush(track.isMuted ? QPalette::Disabled : QPalette::Active, QPalette::Text));
    };
    put(Number, QString::number(row + 1), false);
    put(Title, QString::fromStdString(track.title), true);
    put(Start, timeText(start, rate, TimeFormat::Clock, 1), false);
    put(Length, timeText(length, rate, TimeFormat::Clock, 1), false);
    put(Gap, tr("%1 s").arg(QLocale().toString(track.gap.value, 'f', 2)), true);
    put(Gain, tr("%1 dB").arg(QLocale().toString(track.gain.value, 'f', 2)), true);
    const auto fade = [&](const Fade& f) {
      return tr("%1 s").arg(QLocale().toString(static_cast<double>(f.length) / rate, 'f', 2));
    };
    put(FadeIn, track.regions.empty() ? QString() : fade(track.regions.front().fadeIn), !track.regions.empty());
    put(FadeOut, track.regions.empty() ? QString() : fade(track.regions.back().fadeOut), !track.regions.empty());
    const auto* figures = album_.figuresOf(static_cast<std::size_t>(row));
    const auto figure = [&](const auto& value) {
      return figures && value ? QLocale().toString(value->value, 'f', 1) : QStringLiteral("–");
    };
    put(Integrated, figure(figures ? figures->integrated : std::nullopt), false);
    put(Range, figure(figures ? figures->loudnessRange : std::nullopt), false);
    const auto peak = figures && figures->truePeak ? std::optional(figures->truePeak->level) : std::nullopt;
    put(TruePeak, figure(peak), false);
    start += length;
  }
  if (workspace_.document.hasTrack()) selectRow(static_cast<int>(workspace_.document.currentTrack()));
  isFollowing_ = false;
}

/// The fade's curve stays.
Edit TracksPanel::changedFade(std::size_t track, bool isIn, double seconds) const {
  const Session& session = workspace_.document.session();
  const std::vector<Region>& regions = session.tracks[track].regions;
  Fade fade;
  if (!regions.empty()) fade = isIn ? regions.front().fadeIn : regions.back().fadeOut;
  fade.length = static_cast<std::uint64_t>(std::llround(std::min(seconds, 3600.0) * session.rate()));
  return isIn ? fadeTrackIn(track, fade) : fadeTrackOut(track, fade);
}

void TracksPanel::take(QTableWidgetItem* item) {
  if (isFollowing_) return;
  const auto track = static_cast<std::size_t>(item->row());
  Document& document = workspace_.document;
  bool isNumber = true;
  const QString text = item->text().trimmed();
  const double number = QLocale().toDouble(text.section(QLatin1Char(' '), 0, 0), &isNumber);
  if (item->column() == Title)
    document.apply(setTrackTitle(track, text.toStdString()));
  else if (item->column() == Gap && isNumber)
    document.apply(setTrackGap(track, Seconds{number}));
  else if (item->column() == Gain && isNumber)
    document.apply(setTrackGain(track, Decibels{number}));
  else if ((item->column() == FadeIn || item->column() == FadeOut) && isNumber && number >= 0)
    document.apply(changedFade(track, item->column() == FadeIn, number));
  follow();  // what was refused goes back
}

void TracksPanel::keyPressEvent(QKeyEvent* event) {
  const int row = currentRow();
  Document& document = workspace_.document;
  if (event->key() == Qt::Key_Delete && row >= 0 && state() != EditingState) {
    document.apply(removeTrack(static_cast<std::size_t>(row)));
  } else if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
    const int to = row + (event->key() == Qt::Key_Up ? -1 : 1);
    if (row < 0 || to < 0 || to >= rowCount()) return;
    document.apply(moveTrack(static_cast<std::size_t>(row), static_cast<std::size_t>(to)));
    document.setCurrentTrack(static_cast<std::size_t>(to));
  } else {
    QTableWidget::keyPressEvent(event);
  }
}

int TracksPanel::rowAtDrop(const QPoint& position) const {
  const QModelIndex index = indexAt(position);
  if (!index.isValid()) return rowCount();
  return position.y() > visualRect(index).center().y() ? index.row() + 1 : index.row();
}

void TracksPanel::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() || event->source() == this) event->acceptProposedAction();
}

void TracksPanel::dragMoveEvent(QDragMoveEvent* event) {
  QTableWidget::dragMoveEvent(event);
  event->acceptProposedAction();
}

void TracksPanel::dropEvent(QDropEvent* event) {
  const int row = rowAtDrop(event->position().toPoint());
  if (event->source() == this) {
    const int from = currentRow();
    const int to = row > from ? row - 1 : row;
    event->setDropAction(Qt::IgnoreAction);
    if (from < 0 || to == from) return;
    workspace_.document.apply(moveTrack(static_cast<std::size_t>(from), static_cast<std::size_t>(to)));
    workspace_.document.setCurrentTrack(static_cast<std::size_t>(to));
    return;
  }
  QStringList files;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) files << url.toLocalFile();
  event->acceptProposedAction();
  if (!files.isEmpty()) Q_EMIT filesDropped(files, row);
}

}  // namespace lathe::gui
