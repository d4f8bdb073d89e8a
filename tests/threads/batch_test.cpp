// A batch over many files with a catalog that all of its threads write to, run within the test.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/batch.h"

#include <gtest/gtest.h>

#include "core/file/audio_file.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

struct BatchThreads : ::testing::Test {
  BatchThreads() {
    std::filesystem::create_directories(folder.path() / "music");
    for (int i = 0; i < 12; ++i) {
      AudioWriter writer(folder.path() / "music" / (std::to_string(i) + ".wav"), {Container::Wav, Encoding::Int24},
                         {44100, ChannelLayout::stereo()});
      writer.write(sine(2, 44100, 44100, 997_Hz, {-10.0 - i % 4}).view());  // some have the same contents
      writer.commit();
    }
  }
  int run(std::stop_token stop = {}) {
    cli::Console console(true);
    cli::Context context{console, stop};
    context.jobs = 4;
    context.device = "cpu";
    cli::CheckRequest request;
    request.files = {folder.path() / "music"};
    cli::BatchOptions options;
    options.catalog = folder.path() / "catalog.db";
    return cli::runBatch(request, options, "key", context);
  }

  testing::TemporaryFolder folder;
};

TEST_F(BatchThreads, KeepWhatTheyMeasureInOneCatalog) {
  EXPECT_EQ(run(), cli::kDone);
  EXPECT_EQ(run(), cli::kDone);
}

TEST_F(BatchThreads, StopTogether) {
  std::stop_source source;
  source.request_stop();
  EXPECT_THROW(run(source.get_token()), Error);
}

}  // namespace
}  // namespace lathe::test
