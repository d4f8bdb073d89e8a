// From a session to its files: names, metadata, what is left out, and many at once.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/session_renderer.h"

#include <gmock/gmock.h>

#include <atomic>

#include "core/work/job.h"
#include "tests/core/render/render_signals.h"

namespace lathe::test {
namespace {

using ::testing::ElementsAre;
using testing::fileBytes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TemporaryFolder;
using ::testing::UnorderedElementsAre;

/// An album of short pieces, each a little different, beside the folder that it is rendered into.
struct Album {
  TemporaryFolder sources, folder;
  Session session;

  explicit Album(int tracks, double seconds = 1) {
    for (int i = 0; i < tracks; ++i) {
      const auto file = sources / ("mix" + std::to_string(i) + ".wav");
      testing::writeFile(file, {Container::Wav, Encoding::Float32}, {44100, ChannelLayout::stereo()},
                         music(2, seconds + 0.1 * i, 44100, 0.1 + 0.05 * i), sourceMetadata());
      session.tracks.push_back(trackOf(makeSource(file), 44100));
      session.tracks.back().title = "Song " + std::to_string(i + 1);
    }
    session.masterChain = mastering();
    session.delivery.target = -14_LUFS;
    session.delivery.ceiling = -1_dB;
  }
  static Metadata sourceMetadata() {
    Metadata metadata;
    metadata.comment = "from the mix";
    metadata.title = "mix";
    metadata.markers = {{4410, 441, "verse"}};
    metadata.broadcast.emplace();
    metadata.broadcast->timeReference = 44100;
    return metadata;
  }
  std::vector<RenderTask> tasks(std::vector<std::size_t> tracks = {}) const {
    return tasksOf(session, {.folder = folder.path(), .tracks = std::move(tracks)});
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const RenderTask& task : tasks()) names.push_back(task.file.filename().string());
    return names;
  }
  std::string refusal(const std::vector<std::size_t>& tracks = {}) const {
    const auto error = errorOf([&] { tasks(tracks); });
    return error && error->kind() == ErrorKind::Invalid ? error->what() : "not refused";
  }
};

std::vector<TrackOutcome> render(const std::vector<RenderTask>& tasks, int threads = 1) {
  return renderTasks(tasks, threads, analysis::renderMeters(), {});
}

TEST(TasksOf, NamesFilesByTheirPattern) {
  Album album(2);
  album.session.tracks[1].artist = "Guest";
  album.session.delivery.artist = "Band";
  album.session.delivery.album = "First/Last";
  EXPECT_THAT(album.names(), ElementsAre("01 Song 1.wav", "02 Song 2.wav"));
  album.session.delivery.fileName = "{artist} - {album} - {title}{unknown}";
  album.session.delivery.format.container = Container::Flac;
  EXPECT_THAT(album.names(),
              ElementsAre("Band - First_Last - Song 1{unknown}.flac", "Guest - First_Last - Song 2{unknown}.flac"));
  album.session.delivery.fileName = "{title}";
  album.session.tracks[0].title = "../../{artist}?";
  album.session.tracks[1].title = "";
  EXPECT_THAT(album.names(), ElementsAre("_.._.._{artist}_.flac", "_.flac")) << "a title is not a pattern, nor a path";
}

TEST(TasksOf, RefusesTwoTracksWithOneName) {
  Album album(2);
  album.session.delivery.fileName = "{album}";
  EXPECT_THAT(album.refusal(), HasSubstr("would both be written to"));
  album.session.tracks[1].isMuted = true;
  EXPECT_EQ(album.refusal(), "not refused");
}

TEST(TasksOf, LeavesMutedTracksOutUnlessTheyAreAskedFor) {
  Album album(3);
  album.session.tracks[1].isMuted = true;
  EXPECT_THAT(album.names(), ElementsAre("01 Song 1.wav", "03 Song 3.wav"));
  EXPECT_EQ(album.tasks({1}).front().title, "Song 2");
  EXPECT_THAT(album.refusal({3}), HasSubstr("no track 4"));
  for (Track& track : album.session.tracks) track.isMuted = true;
  EXPECT_THAT(album.refusal(), HasSubstr("no track to render"));
}

TEST(TasksOf, RefusesToWriteOverAnyTracksSource) {
  Album album(2);
  album.session.tracks[0].title = "mix1";
  album.session.delivery.fileName = "{title}";
  const auto error =
      errorOf([&] { tasksOf(album.session, {.folder = album.sources.path(), .overwrite = Overwrite::Yes}); });
  ASSERT_TRUE(error);
  EXPECT_THAT(error->what(), HasSubstr("never overwrites what it reads"));
}

TEST(TasksOf, RefusesAudioThatHasChanged) {
  Album album(1);
  testing::writeFile(album.sources / "mix0.wav", {}, {44100, ChannelLayout::stereo()}, music(2, 0.5, 44100));
  EXPECT_THAT(album.refusal(), HasSubstr("not the audio that the session was made with"));
}

TEST(RenderTasks, WritesTheSessionsMetadata) {
  Album album(2);
  album.session.delivery.artist = "Band";
  album.session.delivery.album = "First";
  album.session.delivery.year = "2026";
  album.session.delivery.conversion = toRate(48000);
  album.session.tracks[1].isrc = "DEA001234567";
  album.session.tracks[1].artist = "Guest";
  for (const Container container : {Container::Wav, Container::Flac}) {
    album.session.delivery.format.container = container;
    for (const TrackOutcome& outcome : render(album.tasks())) ASSERT_FALSE(outcome.error) << outcome.error->what();
    const auto file = album.folder / (std::string("02 Song 2") + std::string(extensionOf(container)));
    const Metadata metadata = describeFile(file).metadata;
    EXPECT_EQ(metadata.title, "Song 2");
    EXPECT_EQ(metadata.artist, "Guest");
    EXPECT_EQ(metadata.album, "First");
    EXPECT_EQ(metadata.year, "2026");
    EXPECT_EQ(metadata.isrc, "DEA001234567");
    EXPECT_EQ(metadata.track, "2/2");
    EXPECT_EQ(metadata.comment, "from the mix");
    ASSERT_EQ(metadata.markers.size(), 1u);
    EXPECT_EQ(metadata.markers[0].frame, 4800u);
    EXPECT_EQ(metadata.markers[0].name, "verse");
    if (container == Container::Wav) {
      ASSERT_TRUE(metadata.broadcast);
      EXPECT_EQ(metadata.broadcast->timeReference, 48000u) << "one second after midnight, at any rate";
    }
  }
  EXPECT_EQ(describeFile(album.folder / "01 Song 1.wav").metadata.artist, "Band");
}

TEST(TasksOf, MovesTheTimeReferenceWithTheTracksStart) {
  Album album(1);
  Region& region = album.session.tracks[0].regions[0];
  region.start = 22050;
  region.length -= 22050;
  EXPECT_EQ(album.tasks()[0].metadata.broadcast->timeReference, 66150u);
  region.position = 44100;
  EXPECT_EQ(album.tasks()[0].metadata.broadcast->timeReference, 22050u);
}

TEST(RenderTasks, SayAFilesWarningsOnceHoweverManyRegionsPlayIt) {
  Album album(1);
  Track& track = album.session.tracks[0];
  track.regions.push_back(track.regions[0]);
  track.regions.back().position = 44100;
  EXPECT_EQ(album.tasks()[0].sourceFiles.size(), 1u);
}

TEST(RenderTasks, GiveTheSameBytesOnAnyNumberOfThreads) {
  Album album(4);
  std::vector<std::string> bytes[2];
  for (const int threads : {1, 3})
    for (const TrackOutcome& outcome : render(album.tasks(), threads)) {
      ASSERT_FALSE(outcome.error);
      bytes[threads == 1 ? 0 : 1].push_back(fileBytes(outcome.report.file));
      std::filesystem::remove(outcome.report.file);
    }
  EXPECT_TRUE(bytes[0] == bytes[1]);
}

TEST(RenderTasks, GoOnAfterOneThatFails) {
  Album album(3);
  auto tasks = album.tasks();
  tasks[1].target = 3_LUFS;
  std::atomic<double> last = 0;
  const auto outcomes = renderTasks(tasks, 2, analysis::renderMeters(),
                                    {[&](double fraction, std::string_view) { last = fraction; }, {}});
  EXPECT_FALSE(outcomes[0].error);
  ASSERT_TRUE(outcomes[1].error);
  EXPECT_EQ(outcomes[1].error->kind(), ErrorKind::NotPossible);
  EXPECT_EQ(outcomes[1].title, "Song 2");
  EXPECT_FALSE(outcomes[2].error);
  EXPECT_DOUBLE_EQ(last, 1);
  EXPECT_THAT(album.folder.names(), UnorderedElementsAre("01 Song 1.wav", "03 Song 3.wav"));
}

TEST(RenderTasks, NeverWriteOverWhatAnotherTaskReads) {
  Album album(2);
  auto tasks = album.tasks();
  tasks[0].file = album.sources / "mix1.wav";
  tasks[0].overwrite = Overwrite::Yes;
  const std::string bytes = fileBytes(tasks[0].file);
  const auto error = errorOf([&] { render(tasks); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::Invalid);
  EXPECT_THAT(album.folder.names(), IsEmpty()) << "it is said before the work";
  EXPECT_TRUE(fileBytes(album.sources / "mix1.wav") == bytes);
}

TEST(RenderTasks, HoldNothingOpenOfATrackThatIsDone) {
  Album album(3);
  auto tasks = album.tasks();
  std::vector<std::weak_ptr<const FileClip>> sources;
  for (const RenderTask& task : tasks) sources.push_back(task.sourceFiles.front());
  std::size_t mostOpen = 0;
  const auto count = [&](double, std::string_view what) {
    if (what.starts_with("Song 3"))
      mostOpen = std::max(mostOpen, static_cast<std::size_t>(
                                        std::ranges::count_if(sources, [](const auto& s) { return !s.expired(); })));
  };
  renderTasks(std::move(tasks), 1, analysis::renderMeters(), {count, {}});
  EXPECT_EQ(mostOpen, 1u);
}

TEST(RenderTasks, StopAsAJobAndLeaveNothingUnfinished) {
  Album album(2, 5);
  const auto tasks = album.tasks();
  Job<std::vector<TrackOutcome>> job(
      [&](const Progress& progress) { return renderTasks(tasks, 2, analysis::renderMeters(), progress); });
  while (job.fraction() == 0 && !job.isDone()) std::this_thread::yield();
  job.stop();
  const auto error = errorOf([&] { job.result(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::Cancelled);
  EXPECT_THAT(album.folder.names(), IsEmpty());
}

}  // namespace
}  // namespace lathe::test
