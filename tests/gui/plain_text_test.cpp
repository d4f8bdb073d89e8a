// Names and sentences that come from files are shown as they are, and not as pages of their own.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QToolTip>

#include "core/session/edits.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

constexpr const char* kPage = "<h1>Your licence has expired</h1><img src=/etc/x.png><a href=http://x>here</a>";

/// All labels below these widgets show their text as it is, but for the verdict, which is a word of ours.
void expectPlain(const QWidgetList& widgets) {
  for (QWidget* widget : widgets)
    for (QLabel* label : widget->findChildren<QLabel*>()) {
      label->ensurePolished();
      const bool isOurs = label->textFormat() == Qt::RichText && !label->text().contains(QStringLiteral("<h1>"));
      EXPECT_TRUE(label->textFormat() == Qt::PlainText || isOurs)
          << label->objectName().toStdString() << ": " << label->text().toStdString();
    }
}

TEST_F(WindowTest, AllLabelsAndBoxesShowForeignTextAsItIs) {
  openMix();
  document().apply(setTrackTitle(0, kPage));
  document().apply({kPage, [](const Session& before) {
                      Session session = before;
                      session.name = kPage;
                      return session;
                    }});
  window_->showMessage(QString::fromUtf8(kPage));
  auto* box = window_->findChild<QMessageBox*>();
  ASSERT_TRUE(box);
  QCoreApplication::processEvents();
  const auto labels = box->findChildren<QLabel*>();
  EXPECT_FALSE(labels.isEmpty());
  expectPlain(QApplication::topLevelWidgets());
  box->close();
}

TEST(PlainText, IsHowToolTipsShowTheirs) {
  QWidget widget;
  widget.show();
  QToolTip::showText(QPoint(5, 5), QString::fromUtf8(kPage), &widget);
  int tips = 0;
  for (QWidget* top : QApplication::topLevelWidgets())
    if (auto* label = qobject_cast<QLabel*>(top); label && label->inherits("QTipLabel")) {
      ++tips;
      EXPECT_EQ(label->textFormat(), Qt::PlainText);
    }
  EXPECT_EQ(tips, 1);
  QToolTip::hideText();
}

TEST(PlainText, IsTheRuleUnlessALabelSaysOtherwise) {
  QLabel guessing(QString::fromUtf8(kPage)), own(QStringLiteral("<b>pass</b>"));
  own.setTextFormat(Qt::RichText);
  guessing.ensurePolished();
  own.ensurePolished();
  EXPECT_EQ(guessing.textFormat(), Qt::PlainText);
  EXPECT_EQ(own.textFormat(), Qt::RichText);
}

}  // namespace
}  // namespace lathe::gui
