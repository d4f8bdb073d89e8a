// Edits, undo, saving and journaling, with errors turned into sentences for the window.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/document.h"

#include "core/session/session_change.h"
#include "core/session/session_file.h"

namespace lathe::gui {
namespace {

/// The window does not stand still for longer.
constexpr std::chrono::milliseconds kPatienceWithWriters{2000};

}  // namespace

QString toQString(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }
std::filesystem::path toPath(const QString& path) { return path.toStdString(); }

Document::Document(std::filesystem::path journals, QObject* parent) : QObject(parent), journals_(std::move(journals)) {}

Document::~Document() = default;

template <class Work>
bool Document::attempt(Work work) {
  try {
    work();
    return true;
  } catch (const std::exception& error) {
    Q_EMIT failed(QString::fromUtf8(error.what()));
    return false;
  }
}

bool Document::isModified() const { return !(history_.session() == savedSession_); }

bool Document::isEmpty() const { return history_.steps().size() == 1 && history_.session() == Session(); }

void Document::setCurrentTrack(std::size_t track) {
  if (track >= session().tracks.size() || track == currentTrack_) return;
  currentTrack_ = track;
  Q_EMIT currentTrackChanged();
}

bool Document::apply(const Edit& edit) {
  preview_.reset();
  const std::size_t steps = history_.steps().size(), position = history_.position();
  if (!attempt([&] { history_.apply(edit); })) {
    Q_EMIT changed();
    return false;
  }
  const bool isChanged = history_.position() != position || history_.steps().size() != steps;
  if (isChanged) journalStep();
  afterChange();
  return true;
}

void Document::journalStep() {
  attempt([&] {
    if (journal_)
      journal_->noteStep(history_);
    else
      journal_.emplace(journals_, history_, path_, stamp_);
  });
}

void Document::preview(const Edit& edit) {
  attempt([&] {
    preview_ = edit.apply(history_.session());
    Q_EMIT previewed();
  });
}

void Document::endPreview() {
  if (!preview_) return;
  preview_.reset();
  Q_EMIT changed();
}

void Document::undo() {
  if (history_.canUndo()) goTo(history_.position() - 1);
}

void Document::redo() {
  if (history_.canRedo()) goTo(history_.position() + 1);
}

void Document::goTo(std::size_t step) {
  preview_.reset();
  if (step == history_.position() || !attempt([&] { history_.goTo(step); })) return;
  attempt([&] {
    if (journal_)
      journal_->notePosition(history_);
    else
      journal_.emplace(journals_, history_, path_, stamp_);
  });
  afterChange();
}

void Document::afterChange() {
  const std::size_t tracks = history_.session().tracks.size();
  const std::size_t before = currentTrack_;
  if (currentTrack_ >= tracks) currentTrack_ = tracks == 0 ? 0 : tracks - 1;
  Q_EMIT changed();
  if (currentTrack_ != before) Q_EMIT currentTrackChanged();
  Q_EMIT stateChanged();
}

void Document::replaceBy(History history, std::filesystem::path path, bool isSaved,
                         const std::optional<FileStamp>& stamp) {
  close();
  preview_.reset();
  history_ = std::move(history);
  path_ = std::move(path);
  stamp_ = stamp;
  savedSession_ = isSaved ? history_.session() : Session();
  currentTrack_ = 0;
  Q_EMIT replaced();
  Q_EMIT changed();
  Q_EMIT stateChanged();
}

void Document::startNew() { replaceBy(History(), {}, true, {}); }

bool Document::open(const std::filesystem::path& path) {
  return attempt([&] {
    OpenedSession opened = openSession(path);
    replaceBy(std::move(opened.history), std::filesystem::absolute(path), true, opened.stamp);
    if (!opened.warning.empty()) Q_EMIT failed(QString::fromStdString(opened.warning));
  });
}

/// What has to be at a place where is saved; nothing when it does not matter.
std::optional<FileStamp> Document::expectedAt(const std::filesystem::path& target) const {
  std::error_code none;
  const bool isOwn = target == path_ || std::filesystem::equivalent(target, path_, none);
  return isOwn ? stamp_ : std::nullopt;
}

bool Document::save(const std::filesystem::path& path, IfChanged ifChanged) {
  const auto target = std::filesystem::absolute(path);
  bool isChanged = false;
  const bool isSaved = attempt([&] {
    try {
      stamp_ = saveOver(target, history_, ifChanged == IfChanged::Refuse ? expectedAt(target) : std::nullopt,
                        kPatienceWithWriters);
    } catch (const SessionChanged&) {
      isChanged = true;
      return;
    }
    path_ = target;
    savedSession_ = history_.session();
    close();
    Q_EMIT stateChanged();
  });
  if (isChanged) Q_EMIT changedOnDisk(toQString(target));
  return isSaved && !isChanged;
}

bool Document::recover(const LostSession& lost) {
  return attempt([&] {
    // The new journal is whole before the old one goes.
    const std::optional<FileStamp> stamp =
        lost.session.empty() ? std::nullopt : std::optional(lost.stamp.value_or(FileStamp{}));
    Journal journal(journals_, lost.history, lost.session, stamp);
    journal.sync();
    replaceBy(lost.history, lost.session, false, stamp);
    journal_ = std::move(journal);
    std::error_code ignored;
    std::filesystem::remove(lost.journal, ignored);
    if (!lost.session.empty()) attempt([&] { savedSession_ = loadSession(lost.session).session(); });
    Q_EMIT stateChanged();
  });
}

void Document::close() {
  if (journal_) journal_->remove();
  journal_.reset();
}

}  // namespace lathe::gui
