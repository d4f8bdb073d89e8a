// Making the window and the sound that tests work on.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/gui/window_fixture.h"

#include <QtCore/QElapsedTimer>
#include <QtWidgets/QApplication>
#include <cmath>
#include <numbers>
#include <random>

#include "core/file/audio_file.h"

namespace lathe::gui {

std::filesystem::path writeTestMix(const std::filesystem::path& file, double seconds) {
  const auto frames = static_cast<std::size_t>(seconds * 48000);
  AudioBuffer buffer(2, frames);
  std::mt19937 random(1);
  std::uniform_real_distribution<float> noise(-0.1f, 0.1f);
  for (std::size_t n = 0; n < frames; ++n) {
    buffer[0][n] = static_cast<float>(0.3 * std::sin(2 * std::numbers::pi * 440 * static_cast<double>(n) / 48000));
    buffer[1][n] = noise(random);
  }
  for (std::size_t n = 72000; n < std::min<std::size_t>(72048, frames); ++n)
    buffer[0][n] = buffer[1][n] = n % 2 == 0 ? 0.9f : -0.9f;
  AudioWriter writer(file, {Container::Wav, Encoding::Int24}, {48000, ChannelLayout::stereo()});
  writer.write(buffer.view());
  writer.commit();
  return file;
}

bool waitUntil(const std::function<bool()>& isSo) {
  QElapsedTimer clock;
  clock.start();
  while (!isSo()) {
    if (clock.elapsed() > 20000) return false;
    QTest::qWait(2);
  }
  return true;
}

WindowTest::WindowTest() : mix_(writeTestMix(folder_ / "mix.wav")) {
  workspace_ = std::make_unique<Workspace>(WorkspaceFolders{folder_ / "journals", folder_ / "peaks"});
  window_ = std::make_unique<MainWindow>(*workspace_);
  window_->resize(1366, 740);
  window_->show();
}

WindowTest::~WindowTest() {
  window_.reset();
  workspace_.reset();
}

void WindowTest::openMix(double seconds) {
  if (seconds != 3) writeTestMix(mix_ = folder_ / "other.wav", seconds);
  window_->openFiles({toQString(mix_)});
  ASSERT_TRUE(waitUntil([&] { return workspace_->sound.clip() && workspace_->sound.knownShare() == 1; }));
  QTest::qWait(20);
}

void WindowTest::drag(QWidget& widget, QPointF from, QPointF to, Qt::KeyboardModifiers keys) {
  const auto at = [&](const QPointF& share) {
    return QPoint(static_cast<int>(share.x() * widget.width()), static_cast<int>(share.y() * widget.height()));
  };
  QTest::mousePress(&widget, Qt::LeftButton, keys, at(from));
  for (int i = 1; i <= 8; ++i) {
    const QPoint point = at(from + (to - from) * i / 8.0);
    QMouseEvent move(QEvent::MouseMove, point, widget.mapToGlobal(point), Qt::NoButton, Qt::LeftButton, keys);
    QApplication::sendEvent(&widget, &move);
  }
  QTest::mouseRelease(&widget, Qt::LeftButton, keys, at(to));
}

void WindowTest::key(Qt::Key key, Qt::KeyboardModifiers keys) { QTest::keyClick(window_.get(), key, keys); }

}  // namespace lathe::gui
