// Listing journals.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/dialogs/recovery_dialog.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <chrono>

#include "gui/document/document.h"

namespace lathe::gui {
namespace {

QString timeOf(const LostSession& lost) {
  const auto system = std::chrono::file_clock::to_sys(lost.changed);
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(system.time_since_epoch()).count();
  return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat);
}

QString lineOf(const LostSession& lost) {
  const Session& session = lost.history.session();
  const QString name = !lost.session.empty()     ? toQString(lost.session)
                       : !session.tracks.empty() ? QString::fromStdString(session.tracks.front().title)
                                                 : RecoveryDialog::tr("unnamed");
  const QString line =
      RecoveryDialog::tr("%1\n%2 · %n track(s) · last step: %3", nullptr, static_cast<int>(session.tracks.size()))
          .arg(name, timeOf(lost), QString::fromStdString(lost.history.steps()[lost.history.position()].name));
  if (lost.unreadLines <= 1) return line;  // the last one may be torn: it was not shown as done
  return line % QStringLiteral("\n") %
         RecoveryDialog::tr("%n later step(s) cannot be read", nullptr, static_cast<int>(lost.unreadLines));
}

}  // namespace

RecoveryDialog::RecoveryDialog(std::vector<LostSession> sessions, QWidget* parent)
    : QDialog(parent), sessions_(std::move(sessions)), list_(new QListWidget) {
  setWindowTitle(tr("Recover sessions"));
  resize(560, 320);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(new QLabel(tr("Lathe was not closed the last time. Nothing that you did is lost:")));
  list_->setAccessibleName(tr("Sessions to recover"));
  for (const LostSession& lost : sessions_) list_->addItem(lineOf(lost));
  list_->setCurrentRow(0);
  layout->addWidget(list_);
  auto* buttons = new QDialogButtonBox;
  auto* recover = buttons->addButton(tr("&Recover"), QDialogButtonBox::AcceptRole);
  auto* aside = buttons->addButton(tr("&Archive session"), QDialogButtonBox::ActionRole);
  buttons->addButton(tr("Ask me &later"), QDialogButtonBox::RejectRole);
  recover->setDefault(true);
  aside->setToolTip(tr("Kept (10 newest) in the archive"));
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(list_, &QListWidget::itemActivated, this, &QDialog::accept);
  connect(aside, &QPushButton::clicked, this, [this] {
    const int row = list_->currentRow();
    if (row < 0) return;
    try {
      discardJournal(sessions_[static_cast<std::size_t>(row)].journal);
    } catch (const std::exception&) {  // it stays in the list
      return;
    }
    sessions_.erase(sessions_.begin() + row);
    delete list_->takeItem(row);
    if (sessions_.empty()) reject();
  });
}

const LostSession& RecoveryDialog::chosen() const {
  return sessions_[static_cast<std::size_t>(std::max(list_->currentRow(), 0))];
}

}  // namespace lathe::gui
