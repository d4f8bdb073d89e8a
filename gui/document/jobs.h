// Long work beside the window: each job on its own thread, with progress, a way to stop it, and an end on the UI
// thread.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <functional>
#include <memory>
#include <vector>

#include "core/work/job.h"
#include "gui/document/background.h"

class QTimer;

namespace lathe::gui {

/// What a list of jobs shows of one of them.
struct JobRow {
  int id = 0;
  QString name;
  QString what;             ///< "limiting"
  double fraction = 0;      ///< 0..1
  double secondsLeft = -1;  ///< negative: not known yet
  bool isRunning = true;
  QString error;  ///< why it ended, when that was no success; empty otherwise
};

/// The jobs of the window. Destroyed, it stops all and waits.
class Jobs : public QObject {
  Q_OBJECT
 public:
  explicit Jobs(QObject* parent = nullptr);
  ~Jobs() override;

  /// Runs `work` on a thread, then `done` with its result on this one. A job that fails shows its sentence in the list
  /// and tells failed(); a stopped one goes quietly. `isShown` false: not in the list (short work for views).
  template <class Result>
  int run(const QString& name, std::function<Result(const Progress&)> work, std::function<void(Result)> done,
          bool isShown = true) {
    auto job = std::make_shared<Job<Result>>([work = std::move(work)](const Progress& progress) {
      workInBackground();
      return work(progress);
    });
    Entry entry = entryFor(name, isShown);
    entry.look = [job](JobRow& row) {
      row.fraction = job->fraction();
      row.what = QString::fromStdString(job->what());
    };
    entry.isDone = [job] { return job->isDone(); };
    entry.stop = [job] { job->stop(); };
    entry.finish = [job, done = std::move(done)] { done(job->result()); };
    return add(std::move(entry));
  }

  void stop(int id);
  void stopAll();
  /// Shown jobs, oldest first, ended ones included until they are cleared.
  std::vector<JobRow> rows() const;
  void clearEnded();
  /// True while a shown job runs.
  bool isBusy() const;
  /// Runs until no job is left; for tests and for closing.
  void waitForAll();

 Q_SIGNALS:
  /// The list or the progress of a job is another; at most ten times a second.
  void changed();
  void failed(const QString& name, const QString& sentence);

 private:
  struct Entry {
    JobRow row;
    bool isShown = true;
    QElapsedTimer clock;
    std::function<void(JobRow&)> look;
    std::function<bool()> isDone;
    std::function<void()> stop;
    std::function<void()> finish;  ///< throws what the work threw
  };
  Entry entryFor(const QString& name, bool isShown);
  int add(Entry entry);
  void look();
  void finish(Entry entry);

  std::vector<Entry> running_;
  std::vector<JobRow> ended_;
  QTimer* timer_;
  int nextId_ = 1;
};

}  // namespace lathe::gui
