// A window with a track in it, for tests: made of a signal of the test's own, with everything in a temporary folder.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <gtest/gtest.h>

#include <QtTest/QTest>
#include <functional>
#include <memory>

#include "gui/app/main_window.h"
#include "tests/support/temporary_folder.h"

namespace lathe::gui {

/// Stereo, 48 kHz: a tone of 440 Hz on the left and noise on the right, with a loud click of 1 ms at 1.5 s.
std::filesystem::path writeTestMix(const std::filesystem::path& file, double seconds = 3);

/// Runs events until something is so. False after 20 s.
bool waitUntil(const std::function<bool()>& isSo);

class WindowTest : public ::testing::Test {
 protected:
  WindowTest();
  ~WindowTest() override;

  /// Opens a file and waits until its peaks are known.
  void openMix(double seconds = 3);
  /// A drag with the left button in a widget, from and to shares of its size.
  void drag(QWidget& widget, QPointF from, QPointF to, Qt::KeyboardModifiers keys = Qt::NoModifier);
  void key(Qt::Key key, Qt::KeyboardModifiers keys = Qt::NoModifier);
  Document& document() { return workspace_->document; }

  testing::TemporaryFolder folder_;
  std::filesystem::path mix_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<MainWindow> window_;
};

}  // namespace lathe::gui
