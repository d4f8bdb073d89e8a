// The one object around a session's history: views show its session and send edits, nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/session/history.h"
#include "core/session/journal.h"

namespace lathe::gui {

QString toQString(const std::filesystem::path& path);
std::filesystem::path toPath(const QString& path);

/// Every step is in the journal before changed() tells of it. What cannot be done is told by failed() in one sentence,
/// and leaves the session as it was.
class Document : public QObject {
  Q_OBJECT
 public:
  /// `journals`: the folder that journals are kept in.
  explicit Document(std::filesystem::path journals, QObject* parent = nullptr);
  ~Document() override;

  const std::filesystem::path& journalFolder() const noexcept { return journals_; }
  /// With what is being tried out, see preview().
  const Session& session() const noexcept { return preview_ ? *preview_ : history_.session(); }
  const History& history() const noexcept { return history_; }
  /// Where it was saved last; empty: never.
  const std::filesystem::path& path() const noexcept { return path_; }
  bool isModified() const;
  /// True with nothing in it and nothing to undo.
  bool isEmpty() const;

  /// The track that views show; always a track of the session when it has one.
  std::size_t currentTrack() const noexcept { return currentTrack_; }
  bool hasTrack() const noexcept { return currentTrack_ < session().tracks.size(); }
  const Track& track() const { return session().tracks[currentTrack_]; }
  void setCurrentTrack(std::size_t track);

  /// One step more. False, and failed(), when the edit makes no sense.
  bool apply(const Edit& edit);
  /// Shows and plays what an edit would do, while a slider is dragged; the next apply(), undo() or endPreview() ends
  /// it.
  void preview(const Edit& edit);
  void endPreview();
  void undo();
  void redo();
  void goTo(std::size_t step);

  // Each replaces the whole session, and gives false, and failed(), when it cannot.
  void startNew();
  bool open(const std::filesystem::path& path);
  enum class IfChanged { Refuse, Overwrite };
  /// When the session's file is not what was opened or saved last, another program has written it: then nothing is
  /// written, and changedOnDisk() tells, unless it is to be overwritten.
  bool save(const std::filesystem::path& path, IfChanged ifChanged = IfChanged::Refuse);
  /// As it was when the program ended unexpectedly; the journal is taken over.
  bool recover(const LostSession& lost);
  /// Forgets the journal: called when the user has saved or does not want the changes.
  void close();

 Q_SIGNALS:
  void changed();
  void previewed();  ///< settings of stages only; changed() follows
  /// Another session is here; changed() follows.
  void replaced();
  void currentTrackChanged();
  /// The saved state or the path is another.
  void stateChanged();
  void failed(const QString& sentence);
  /// What was to be saved there is not, as another program has changed the file.
  void changedOnDisk(const QString& path);

 private:
  void replaceBy(History history, std::filesystem::path path, bool isSaved, const std::optional<FileStamp>& stamp);
  std::optional<FileStamp> expectedAt(const std::filesystem::path& target) const;
  void afterChange();
  template <class Work>
  bool attempt(Work work);
  void journalStep();

  std::filesystem::path journals_;
  History history_;
  std::optional<Session> preview_;
  std::filesystem::path path_;
  std::optional<FileStamp> stamp_;  ///< of the file as it was opened or saved; nothing: never
  Session savedSession_;
  std::optional<Journal> journal_;
  std::size_t currentTrack_ = 0;
};

}  // namespace lathe::gui
