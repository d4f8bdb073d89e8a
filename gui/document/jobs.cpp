// Watching jobs from the UI thread.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/jobs.h"

#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <algorithm>

namespace lathe::gui {
namespace {

constexpr int kLookMs = 20;  // short jobs serve views: their ends should be seen within a frame or two

}  // namespace

Jobs::Jobs(QObject* parent) : QObject(parent), timer_(new QTimer(this)) {
  timer_->setInterval(kLookMs);
  connect(timer_, &QTimer::timeout, this, &Jobs::look);
}

Jobs::~Jobs() {
  stopAll();
  running_.clear();  // joins
}

Jobs::Entry Jobs::entryFor(const QString& name, bool isShown) {
  Entry entry;
  entry.row.id = nextId_++;
  entry.row.name = name;
  entry.isShown = isShown;
  entry.clock.start();
  return entry;
}

int Jobs::add(Entry entry) {
  const int id = entry.row.id;
  const bool isShown = entry.isShown;
  running_.push_back(std::move(entry));
  timer_->start();
  if (isShown) Q_EMIT changed();
  return id;
}

void Jobs::stop(int id) {
  for (Entry& entry : running_)
    if (entry.row.id == id) entry.stop();
}

void Jobs::stopAll() {
  for (Entry& entry : running_) entry.stop();
}

std::vector<JobRow> Jobs::rows() const {
  std::vector<JobRow> rows = ended_;
  for (const Entry& entry : running_)
    if (entry.isShown) rows.push_back(entry.row);
  std::ranges::sort(rows, {}, &JobRow::id);
  return rows;
}

void Jobs::clearEnded() {
  ended_.clear();
  Q_EMIT changed();
}

bool Jobs::isBusy() const { return std::ranges::any_of(running_, &Entry::isShown); }

void Jobs::look() {
  std::vector<Entry> done;
  bool isShownChange = false;
  for (std::size_t i = 0; i < running_.size();) {
    Entry& entry = running_[i];
    const double before = entry.row.fraction;
    entry.look(entry.row);
    const double seconds = static_cast<double>(entry.clock.elapsed()) / 1000;
    if (entry.row.fraction > 0.02 && seconds > 1)
      entry.row.secondsLeft = seconds * (1 - entry.row.fraction) / entry.row.fraction;
    isShownChange = isShownChange || (entry.isShown && entry.row.fraction != before);
    if (entry.isDone()) {
      done.push_back(std::move(entry));
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  if (running_.empty()) timer_->stop();
  for (Entry& entry : done) {
    isShownChange = isShownChange || entry.isShown;
    finish(std::move(entry));
  }
  if (isShownChange) Q_EMIT changed();
}

void Jobs::finish(Entry entry) {
  JobRow row = entry.row;
  row.isRunning = false;
  row.secondsLeft = 0;
  try {
    entry.finish();
    row.fraction = 1;
  } catch (const Error& error) {
    row.error = QString::fromUtf8(error.what());
    if (error.kind() != ErrorKind::Cancelled) Q_EMIT failed(row.name, row.error);
  } catch (const std::exception& error) {
    row.error = QString::fromUtf8(error.what());
    Q_EMIT failed(row.name, row.error);
  }
  if (entry.isShown) ended_.push_back(std::move(row));
}

void Jobs::waitForAll() {
  while (!running_.empty()) {
    QThread::msleep(1);
    look();
  }
}

}  // namespace lathe::gui
