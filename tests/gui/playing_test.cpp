// Edits to what plays: tracks of any number of channels are deleted, brought back and changed while they are heard.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <chrono>
#include <thread>

#include "core/file/audio_file.h"
#include "core/play/virtual_output.h"
#include "core/session/edits.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

struct Format {
  int channels, rate;
};

/// Half a minute of one level.
std::filesystem::path writeSteady(const std::filesystem::path& file, Format format) {
  AudioBuffer block(format.channels, static_cast<std::size_t>(format.rate));
  for (int c = 0; c < format.channels; ++c) std::ranges::fill(block[c], 0.2f);
  AudioWriter writer(file, {Container::Wav, Encoding::Int24}, {format.rate, ChannelLayout::usual(format.channels)});
  for (int second = 0; second < 30; ++second) writer.write(block.view());
  writer.commit();
  return file;
}

class PlayingTest : public WindowTest {
 protected:
  PlayingTest() {
    workspace_->transport.setOutputFactory([] {
      return std::make_unique<VirtualOutput>(
          [](ConstAudioView) { std::this_thread::sleep_for(std::chrono::milliseconds(1)); });
    });
  }

  /// Two tracks of these formats, the first of them current.
  void open(Format first, Format second) {
    const std::size_t before = document().session().tracks.size();
    window_->openFiles({toQString(writeSteady(folder_ / (std::to_string(files_++) + ".wav"), first)),
                        toQString(writeSteady(folder_ / (std::to_string(files_++) + ".wav"), second))});
    ASSERT_TRUE(waitUntil([&] { return document().session().tracks.size() == before + 2; }));
    document().setCurrentTrack(0);
    ASSERT_TRUE(waitUntil([&] { return shows(first.channels); }));
  }
  int files_ = 0;

  bool shows(int channels) const {
    return workspace_->sound.clip() && workspace_->sound.clip()->format().channels() == channels;
  }
  /// The track that is shown is the one that is heard.
  bool plays(int channels) const {
    return workspace_->transport.isPlaying() && workspace_->transport.player().tapChannels() == channels;
  }
};

TEST_F(PlayingTest, TheTrackThatPlaysIsDeletedAndBroughtBackWhateverTheNextOnesFormat) {
  for (const Format first : {Format{2, 48000}, Format{1, 48000}, Format{6, 48000}, Format{2, 44100}})
    for (const Format second : {Format{2, 48000}, Format{1, 48000}, Format{6, 48000}, Format{2, 44100}}) {
      SCOPED_TRACE(std::to_string(first.channels) + " channels, then " + std::to_string(second.channels));
      ASSERT_NO_FATAL_FAILURE(open(first, second));
      workspace_->transport.play();
      ASSERT_TRUE(waitUntil([&] { return plays(first.channels); }));
      document().apply(removeTrack(0));
      ASSERT_TRUE(waitUntil([&] { return shows(second.channels); }));
      ASSERT_TRUE(waitUntil([&] { return plays(second.channels); }));
      document().undo();
      ASSERT_TRUE(waitUntil([&] { return shows(first.channels); }));
      ASSERT_TRUE(waitUntil([&] { return plays(first.channels); }));
      // Without waiting for anything.
      document().apply(removeTrack(0));
      document().undo();
      document().apply(removeTrack(1));
      document().apply(removeTrack(0));
      ASSERT_TRUE(waitUntil([&] { return !workspace_->sound.clip() && !workspace_->transport.isPlaying(); }));
    }
}

}  // namespace
}  // namespace lathe::gui
