// Laying out the start page.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/app/start_page.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace lathe::gui {

StartPage::StartPage(QWidget* parent) : QWidget(parent), recent_(new QWidget) {
  auto* outer = new QVBoxLayout(this);
  outer->addStretch(2);
  auto* title = new QLabel(tr("Drop audio files or a session here"));
  QFont large = title->font();
  large.setPointSizeF(large.pointSizeF() * 1.7);
  title->setFont(large);
  title->setAlignment(Qt::AlignCenter);
  outer->addWidget(title);
  auto* text =
      new QLabel(tr("Lathe shows their waveform and spectrogram, repairs, masters and measures them.\n"
                    "Your files are only read: what you do is kept in a session, and every step can be undone."));
  text->setAlignment(Qt::AlignCenter);
  outer->addWidget(text);
  outer->addSpacing(16);
  auto* row = new QHBoxLayout;
  auto* open = new QPushButton(tr("Open files…"));
  auto* demo = new QPushButton(tr("Try the demo mix"));
  open->setDefault(true);
  for (QPushButton* button : {open, demo}) {
    button->setMinimumSize(170, 36);
    row->addWidget(button);
  }
  row->insertStretch(0);
  row->addStretch();
  outer->addLayout(row);
  outer->addSpacing(16);
  recent_->setLayout(new QVBoxLayout);
  outer->addWidget(recent_, 0, Qt::AlignHCenter);
  outer->addStretch(3);
  connect(open, &QPushButton::clicked, this, &StartPage::openAsked);
  connect(demo, &QPushButton::clicked, this, &StartPage::demoAsked);
}

void StartPage::showRecent(const QStringList& files) {
  qDeleteAll(recent_->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
  if (files.isEmpty()) return;
  recent_->layout()->addWidget(new QLabel(tr("Recent sessions")));
  for (const QString& file : files.mid(0, 5)) {
    auto* button = new QPushButton(QFileInfo(file).fileName());
    button->setFlat(true);
    button->setToolTip(file);
    connect(button, &QPushButton::clicked, this, [this, file] { Q_EMIT recentAsked(file); });
    recent_->layout()->addWidget(button);
  }
}

}  // namespace lathe::gui
