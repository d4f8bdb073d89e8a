// The list of missing files and where each is now.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/dialogs/relink_dialog.h"

#include <QtCore/QPointer>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>

#include "core/session/relink.h"

namespace lathe::gui {

RelinkDialog::RelinkDialog(Workspace& workspace, std::vector<SourcePtr> missing, QWidget* parent)
    : QDialog(parent),
      workspace_(workspace),
      missing_(std::move(missing)),
      found_(missing_.size()),
      list_(new QTreeWidget),
      state_(new QLabel) {
  setWindowTitle(tr("Locate missing files"));
  resize(720, 360);
  auto* layout = new QVBoxLayout(this);
  auto* intro = new QLabel(
      tr("%n audio file(s) of this session cannot be found. Show where they are now; nothing is changed in them.",
         nullptr, static_cast<int>(missing_.size())));
  intro->setWordWrap(true);
  layout->addWidget(intro);
  list_->setAccessibleName(tr("Missing files"));
  list_->setHeaderLabels({tr("File"), tr("Old folder"), tr("New folder")});
  list_->setRootIsDecorated(false);
  list_->setColumnWidth(0, 200);
  list_->setColumnWidth(1, 220);
  for (const SourcePtr& source : missing_)
    new QTreeWidgetItem(list_, {toQString(source->path.filename()), toQString(source->path.parent_path()), QString()});
  list_->setCurrentItem(list_->topLevelItem(0));
  layout->addWidget(list_);
  state_->setWordWrap(true);
  layout->addWidget(state_);
  auto* buttons = new QDialogButtonBox;
  relink_ = buttons->addButton(tr("&Locate"), QDialogButtonBox::AcceptRole);
  auto* search = buttons->addButton(tr("&Search a folder…"), QDialogButtonBox::ActionRole);
  choose_ = buttons->addButton(tr("&Choose the file…"), QDialogButtonBox::ActionRole);
  buttons->addButton(tr("&Not now"), QDialogButtonBox::RejectRole);
  relink_->setDefault(true);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &RelinkDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(search, &QPushButton::clicked, this, &RelinkDialog::askForFolder);
  connect(choose_, &QPushButton::clicked, this, &RelinkDialog::askForFile);
  connect(list_, &QTreeWidget::itemDoubleClicked, this, &RelinkDialog::askForFile);
  show();
  if (!workspace_.document.path().empty()) searchIn(workspace_.document.path().parent_path());
}

RelinkDialog::~RelinkDialog() {
  if (job_ != 0) workspace_.jobs.stop(job_);
}

int RelinkDialog::found() const {
  return static_cast<int>(std::ranges::count_if(found_, [](const SourcePtr& source) { return source != nullptr; }));
}

void RelinkDialog::show() {
  for (std::size_t i = 0; i < found_.size(); ++i)
    list_->topLevelItem(static_cast<int>(i))
        ->setText(2, found_[i] ? toQString(found_[i]->path.parent_path()) : tr("not found"));
  state_->setText(job_ != 0 ? tr("Searching…")
                            : tr("%1 of %2 found").arg(found()).arg(static_cast<int>(missing_.size())));
  relink_->setEnabled(job_ == 0 && found() > 0);
}

void RelinkDialog::searchIn(const std::filesystem::path& folder) {
  if (job_ != 0) return;
  std::vector<SourcePtr> wanted;
  for (std::size_t i = 0; i < missing_.size(); ++i)
    if (!found_[i]) wanted.push_back(missing_[i]);
  if (wanted.empty()) return;
  job_ = workspace_.jobs.run<std::vector<SourcePtr>>(
      tr("Look for files"), [wanted, folder](const Progress& progress) { return findMoved(wanted, folder, progress); },
      [self = QPointer(this), wanted](const std::vector<SourcePtr>& moved) {
        if (!self) return;
        for (std::size_t i = 0; i < wanted.size(); ++i)
          for (std::size_t row = 0; row < self->missing_.size(); ++row)
            if (self->missing_[row] == wanted[i] && !self->found_[row]) self->found_[row] = moved[i];
        self->job_ = 0;
        self->show();
      },
      false);
  show();
}

bool RelinkDialog::choose(int row, const std::filesystem::path& file) {
  try {
    const auto i = static_cast<std::size_t>(row);
    found_[i] = sourceMovedTo(*missing_[i], file);
  } catch (const Error& error) {
    state_->setText(QString::fromUtf8(error.what()));
    return false;
  }
  show();
  searchIn(file.parent_path());  // the others are often there, too
  return true;
}

void RelinkDialog::askForFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Search a folder"));
  if (!folder.isEmpty()) searchIn(toPath(folder));
}

void RelinkDialog::askForFile() {
  const int row = list_->indexOfTopLevelItem(list_->currentItem());
  if (row < 0) return;
  const QString name = list_->topLevelItem(row)->text(0);
  const QString file = QFileDialog::getOpenFileName(this, tr("Where is %1?").arg(name));
  if (!file.isEmpty()) choose(row, toPath(file));
}

void RelinkDialog::accept() {
  std::vector<std::pair<SourcePtr, SourcePtr>> moves;
  for (std::size_t i = 0; i < missing_.size(); ++i)
    if (found_[i]) moves.emplace_back(missing_[i], found_[i]);
  if (moves.empty() || workspace_.document.apply(relinkSources(std::move(moves)))) QDialog::accept();
}

}  // namespace lathe::gui
