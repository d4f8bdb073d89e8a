// The main job: files that meet their target and keep under their ceiling, or a clear refusal that leaves no trace.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/processors/eq.h"
#include "core/processors/gain.h"
#include "tests/core/render/render_signals.h"

namespace lathe::test {
namespace {

using ::testing::ElementsAre;
using testing::fileBytes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::readAll;
using testing::TemporaryFolder;
using testing::writeBytes;

RenderTask masterTask(const ClipPtr& source, const std::filesystem::path& file, FileFormat format = {}) {
  RenderTask task;
  task.title = "Song";
  task.source = source;
  task.chain = mastering();
  task.file = file;
  task.format = format;
  task.target = -14_LUFS;
  task.ceiling = -1_dB;
  return task;
}

/// A task that renders a file without changing anything.
RenderTask copyTask(const std::filesystem::path& source, const std::filesystem::path& file, FileFormat format) {
  RenderTask task;
  const auto clip = openClip(source);
  task.source = clip;
  task.sourceFiles = {clip};
  task.untouchedEncoding = clip->info().format.encoding;
  task.chain = {{{DitherSettings{}}}};
  task.file = file;
  task.format = format;
  return task;
}

void expectMet(const RenderTask& task, int mostTrials = 6) {
  const RenderReport report = renderTrack(task);
  EXPECT_LE(report.trials, mostTrials);
  const Levels levels = levelsOf(task.file);
  ASSERT_TRUE(levels.integrated && levels.truePeak);
  EXPECT_NEAR(levels.integrated->value, task.target->value, 0.05);
  EXPECT_LE(levels.truePeak->value, task.ceiling->value);
  EXPECT_EQ(report.after->levels().integrated, levels.integrated) << "what is reported is what the file has";
  EXPECT_EQ(report.after->levels().truePeak, levels.truePeak);
}

const FileFormat kWav16{Container::Wav, Encoding::Int16}, kWav24{Container::Wav, Encoding::Int24},
    kFloat{Container::Wav, Encoding::Float32}, kFlac16{Container::Flac, Encoding::Int16},
    kFlac24{Container::Flac, Encoding::Int24};

TEST(RenderTrack, MeetsTargetAndCeilingInTheWrittenFile) {
  const TemporaryFolder folder;
  const ClipPtr source = clipOf(music(2, 3, 44100));
  int number = 0;
  for (const FileFormat& format : {kWav16, kWav24, kFloat, kFlac16, kFlac24})
    for (const double target : {-23.0, -11.0}) {
      SCOPED_TRACE(std::string(containerName(format.container)) + " " + std::string(encodingName(format.encoding)));
      RenderTask task = masterTask(source, folder / std::to_string(++number), format);
      task.target = Lufs{target};
      expectMet(task);
    }
}

TEST(RenderTrack, MeetsTargetAndCeilingAfterLossyEncoding) {
  const TemporaryFolder folder;
  int number = 0;
  for (const Container container : {Container::OggVorbis, Container::OggOpus, Container::Mp3})
    for (const double quality : {0.1, 0.8}) {
      SCOPED_TRACE(std::string(containerName(container)) + " " + std::to_string(quality));
      RenderTask task = masterTask(clipOf(music(2, 3, 48000), 48000), folder / std::to_string(++number),
                                   {container, Encoding::Lossy, quality});
      expectMet(task);
    }
}

TEST(RenderTrack, KeepsTheCeilingWithoutATargetThoughTheEncoderOvershoots) {
  const TemporaryFolder folder;
  RenderTask task =
      masterTask(clipOf(music(2, 2, 48000), 48000), folder / "out.ogg", {Container::OggVorbis, Encoding::Lossy, 0.1});
  task.target.reset();
  task.chain.stages[0].settings.set("drive", 12);
  const RenderReport report = renderTrack(task);
  EXPECT_GT(report.trials, 1) << "the limiter's own ceiling does not do here";
  EXPECT_LE(levelsOf(task.file).truePeak->value, -1.0);
  EXPECT_EQ(report.loudnessGain, 0_dB);
}

TEST(RenderTrack, MeetsTargetAndCeilingAfterRateConversion) {
  const TemporaryFolder folder;
  for (const auto& [from, to] : {std::pair{44100, 48000}, {96000, 44100}}) {
    RenderTask task = masterTask(clipOf(music(2, 2, from), from), folder / std::to_string(from), kWav16);
    task.conversion = toRate(to);
    task.target = -12_LUFS;
    expectMet(task);
    const auto clip = openClip(task.file);
    EXPECT_EQ(clip->format().sampleRate, to);
    EXPECT_EQ(clip->frames(), static_cast<std::uint64_t>(2 * to));
  }
}

TEST(RenderTrack, MeetsTargetAndCeilingInMonoAndSurround) {
  const TemporaryFolder folder;
  for (const int channels : {1, 6})
    expectMet(masterTask(clipOf(music(channels, 1.5, 48000), 48000), folder / std::to_string(channels), kWav24));
}

TEST(RenderTrack, RefusesATargetForSilenceShortAndEmptySources) {
  const TemporaryFolder folder;
  for (const auto& sound : {silence(2, 44100), music(2, 0.3, 44100), AudioBuffer(2, 0)}) {
    const auto error = errorOf([&] { renderTrack(masterTask(clipOf(sound), folder / "out.wav")); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ErrorKind::NotPossible);
    EXPECT_THAT(error->what(), HasSubstr("silent or shorter than 0.4 s"));
    EXPECT_THAT(folder.names(), IsEmpty());
  }
}

TEST(RenderTrack, RendersSilenceShortAndEmptySourcesWithoutATarget) {
  const TemporaryFolder folder;
  for (const FileFormat& format : {kWav16, kFlac24, kFloat})
    for (const auto& sound : {silence(2, 44100), music(2, 0.3, 44100), AudioBuffer(2, 0)})
      for (const bool hasCeiling : {true, false}) {
        RenderTask task = masterTask(clipOf(sound), folder / "out", format);
        task.target.reset();
        if (!hasCeiling) task.ceiling.reset();
        task.overwrite = Overwrite::Yes;
        EXPECT_EQ(renderTrack(task).frames, sound.frames());
        EXPECT_EQ(openClip(task.file)->frames(), sound.frames());
      }
}

TEST(RenderTrack, SaysWhatIsTheMostWhenATargetIsOutOfReach) {
  const TemporaryFolder folder;
  RenderTask task = masterTask(clipOf(music(2, 1, 44100)), folder / "out.wav");
  task.target = 3_LUFS;
  const auto error = errorOf([&] { renderTrack(task); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::NotPossible);
  EXPECT_THAT(error->what(), HasSubstr("the loudest that its chain gives is"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(RenderTrack, SaysSoWhenTheCeilingNeedsALimiterThatIsNotThere) {
  const TemporaryFolder folder;
  RenderTask task = masterTask(clipOf(music(2, 1, 44100)), folder / "out.wav");
  task.target = -9_LUFS;
  task.chain = {{{EqSettings{}}, {LimiterSettings{}, true}, {DitherSettings{}}}};
  const auto error = errorOf([&] { renderTrack(task); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::NotPossible);
  EXPECT_THAT(error->what(), HasSubstr("has no limiter"));
  EXPECT_THAT(folder.names(), IsEmpty());
  task.target = -23_LUFS;
  expectMet(task);
}

TEST(RenderTrack, CopiesBitForBitWhenNothingIsDone) {
  const TemporaryFolder folder;
  for (const auto& [from, bits, to] : {std::tuple{kWav16, 16, kWav24},
                                       {kWav24, 24, kWav24},
                                       {kWav24, 24, kFlac24},
                                       {kFlac16, 16, kWav16},
                                       {kWav24, 24, kFloat}}) {
    testing::writeFile(folder / "in", from, {44100, ChannelLayout::stereo()}, testing::gridNoise(2, 10000, bits, 3));
    RenderTask task = copyTask(folder / "in", folder / "out", to);
    task.chain.stages.insert(task.chain.stages.begin(), {{GainSettings{}}, {LimiterSettings{}, true}});
    task.overwrite = Overwrite::Yes;
    const RenderReport report = renderTrack(task);
    EXPECT_TRUE(report.isBitExact);
    EXPECT_THAT(report.wordLength, HasSubstr("bit for bit"));
    EXPECT_EQ(largestDifference(readAll(*task.source).view(), readAll(*openClip(task.file)).view()), 0);
  }
}

TEST(RenderTrack, DithersOnceWhereBitsAreLost) {
  const TemporaryFolder folder;
  testing::writeFile(folder / "in", kWav24, {44100, ChannelLayout::stereo()}, sine(2, 44100, 44100, 1_kHz, {-100}));
  RenderTask task = copyTask(folder / "in", folder / "out", kWav16);
  const RenderReport report = renderTrack(task);
  EXPECT_FALSE(report.isBitExact);
  EXPECT_EQ(report.wordLength, "tpdf dither to 16 bits");
  const AudioBuffer in = readAll(*task.source), out = readAll(*openClip(task.file));
  double correlation = 0, error = 0, energy = 0;
  for (std::size_t i = 0; i < in.frames(); ++i) {
    correlation += in[0][i] * out[0][i];
    energy += in[0][i] * in[0][i];
    error += std::pow((out[0][i] - in[0][i]) * 32768.0, 2);
  }
  EXPECT_NEAR(correlation / energy, 1, 0.1) << "the tone comes through at its own level";
  EXPECT_NEAR(error / static_cast<double>(in.frames()), 0.25, 0.02)
      << "rounding is 1/12 of a step squared and the dither 2/12; a second rounding would add to it";
}

TEST(RenderTrack, FollowsTheFilesWordLengthWhenTheDitherIsSetToMore) {
  const TemporaryFolder folder;
  testing::writeFile(folder / "in", kWav24, {44100, ChannelLayout::stereo()}, testing::gridNoise(2, 1000, 24, 3));
  RenderTask task = copyTask(folder / "in", folder / "out", kWav16);
  task.chain.stages[0].settings.setText("bits", "24");
  EXPECT_EQ(renderTrack(task).wordLength, "tpdf dither to 16 bits");
}

TEST(RenderTrack, DoesNotDitherFloatAndLossyFiles) {
  const TemporaryFolder folder;
  RenderTask task = masterTask(clipOf(sine(2, 44100, 44100, 1_kHz, {-20})), folder / "float.wav", kFloat);
  task.target.reset();
  EXPECT_THAT(renderTrack(task).wordLength, HasSubstr("no dither needed"));
  EXPECT_EQ(largestDifference(readAll(*openClip(task.file)).view(), readAll(*task.source).view()), 0);
  task.format = {Container::OggVorbis, Encoding::Lossy};
  task.file = folder / "lossy.ogg";
  EXPECT_THAT(renderTrack(task).wordLength, HasSubstr("no dither"));
}

TEST(RenderTrack, GivesTheSameBytesEachTime) {
  const TemporaryFolder folder;
  const ClipPtr source = clipOf(music(2, 1, 48000), 48000);
  for (const FileFormat& format :
       {kWav16, kFlac24, FileFormat{Container::OggVorbis, Encoding::Lossy},
        FileFormat{Container::OggOpus, Encoding::Lossy}, FileFormat{Container::Mp3, Encoding::Lossy}}) {
    for (const char* name : {"one", "two"}) {
      RenderTask task = masterTask(source, folder / name, format);
      task.metadata.title = "Song";
      task.overwrite = Overwrite::Yes;
      renderTrack(task);
    }
    EXPECT_TRUE(fileBytes(folder / "one") == fileBytes(folder / "two")) << containerName(format.container);
  }
}

TEST(RenderTrack, ReportsWhatItDid) {
  const TemporaryFolder folder;
  RenderTask task = masterTask(clipOf(music(2, 1.5, 44100)), folder / "out.wav", kWav16);
  task.chain = {{{GainSettings{}, false, "Trim"}, {EqSettings{}, true}, {LimiterSettings{}}, {DitherSettings{}}}};
  task.target = -11_LUFS;
  task.conversion = toRate(48000);
  task.metadata.broadcast.emplace();
  task.format = {Container::Aiff, Encoding::Int16};
  const RenderReport report = renderTrack(task);
  std::vector<std::string> names;
  for (const StageReport& stage : report.stages) names.push_back(stage.name);
  EXPECT_THAT(names, ElementsAre("Trim", EqSettings::type().name, "Loudness gain", LimiterSettings::type().name,
                                 DitherSettings::type().name));
  EXPECT_TRUE(report.stages[1].isBypassed);
  EXPECT_GT(report.stages[3].activity.deepest, 1_dB);
  EXPECT_EQ(report.title, "Song");
  EXPECT_EQ(report.file, task.file);
  EXPECT_EQ(report.audio.sampleRate, 48000);
  EXPECT_EQ(report.frames, 72000u);
  EXPECT_THAT(report.conversion, HasSubstr("44100 Hz to 48000 Hz"));
  EXPECT_GE(report.trials, 2);
  EXPECT_EQ(report.clippedSamples, 0u);
  EXPECT_THAT(report.warnings, ElementsAre(HasSubstr("broadcast")));
  const Levels before = report.before->levels();
  EXPECT_GT(report.loudnessGain.value, task.target->value - before.integrated->value)
      << "the limiter takes some of the gain away";
}

TEST(RenderTrack, WarnsOfClippedSamples) {
  const TemporaryFolder folder;
  RenderTask task = masterTask(clipOf(sine(2, 4410, 44100, 100_Hz, {3})), folder / "out.wav", kWav16);
  task.chain = {};
  task.target.reset();
  task.ceiling.reset();
  const RenderReport report = renderTrack(task);
  EXPECT_GT(report.clippedSamples, 1000u);
  EXPECT_THAT(report.warnings, ElementsAre(HasSubstr("were clipped")));
}

TEST(RenderTrack, PutsTheNewFilesLoudnessIntoItsBroadcastExtension) {
  const TemporaryFolder folder;
  RenderTask task = masterTask(clipOf(music(2, 1.5, 48000), 48000), folder / "out.wav", kWav24);
  task.metadata.broadcast.emplace();
  task.metadata.broadcast->description = "kept";
  task.metadata.broadcast->loudness = -30;
  renderTrack(task);
  const auto clip = openClip(task.file);
  const auto broadcast = clip->info().metadata.broadcast;
  const Levels levels = levelsOf(task.file);
  ASSERT_TRUE(broadcast && broadcast->loudness && broadcast->maxTruePeak && broadcast->maxMomentary);
  EXPECT_EQ(broadcast->description, "kept");
  EXPECT_NEAR(*broadcast->loudness, levels.integrated->value, 0.006);
  EXPECT_NEAR(*broadcast->maxTruePeak, levels.truePeak->value, 0.006);
  EXPECT_NEAR(*broadcast->maxMomentary, levels.maxMomentary->value, 0.006);
  EXPECT_EQ(broadcast->maxShortTerm.has_value(), levels.maxShortTerm.has_value());
}

TEST(RenderTrack, StopsPromptlyAndLeavesNothing) {
  for (const std::string_view during : {"preparing", "rendering", "measuring"}) {
    const TemporaryFolder folder;
    writeBytes(folder / "out.wav", "old");
    std::stop_source stop;
    int reportsAfter = 0;
    const Progress progress{[&](double, std::string_view what) {
                              if (stop.stop_requested()) ++reportsAfter;
                              if (what == during) stop.request_stop();
                            },
                            stop.get_token()};
    RenderTask task = masterTask(clipOf(music(1, 5, 44100)), folder / "out.wav");
    task.overwrite = Overwrite::Yes;
    const auto error = errorOf([&] { lathe::renderTrack(task, analysis::renderMeters(), progress); });
    ASSERT_TRUE(error) << during;
    EXPECT_EQ(error->kind(), ErrorKind::Cancelled);
    EXPECT_LE(reportsAfter, 1);
    EXPECT_EQ(fileBytes(folder / "out.wav"), "old");
    EXPECT_THAT(folder.names(), ElementsAre("out.wav"));
  }
}

TEST(RenderTrack, ProgressNeverGoesBackAndEndsAtOne) {
  const TemporaryFolder folder;
  double last = 0;
  const Progress progress{[&](double fraction, std::string_view) {
                            EXPECT_GE(fraction, last);
                            last = fraction;
                          },
                          {}};
  lathe::renderTrack(masterTask(clipOf(music(1, 4, 44100)), folder / "out.wav"), analysis::renderMeters(), progress);
  EXPECT_EQ(last, 1);
}

/// Runs `work` in a process that can write no file larger than `bytes`: a full disk without filling one.
template <class Work>
bool holdsOnDiskOf(rlim_t bytes, Work work) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::_exit(work() ? 0 : 1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  return status == 0;
}

TEST(RenderTrack, AFullDiskLeavesTheTargetAsItWas) {
  const TemporaryFolder folder;
  writeBytes(folder / "out.wav", "old");
  RenderTask task = masterTask(clipOf(music(1, 2, 44100)), folder / "out.wav");
  task.overwrite = Overwrite::Yes;
  EXPECT_TRUE(holdsOnDiskOf(50000, [&] {
    const auto error = errorOf([&] { renderTrack(task); });
    return error && error->kind() == ErrorKind::Io;
  }));
  EXPECT_EQ(fileBytes(folder / "out.wav"), "old");
  EXPECT_THAT(folder.names(), ElementsAre("out.wav"));
}

TEST(RenderTrack, DoesWithoutTheSpoolWhenThereIsNoRoomForIt) {
  const TemporaryFolder folder;
  // The spool takes four bytes for a sample, the file two: there is room for one and not for the other.
  RenderTask task = masterTask(clipOf(music(1, 2, 44100)), folder / "spooled.wav", kWav16);
  task.chain.stages.insert(task.chain.stages.begin(), Stage{EqSettings{}});
  task.target = -12_LUFS;
  EXPECT_THAT(renderTrack(task).warnings, IsEmpty());
  task.file = folder / "full.wav";
  EXPECT_TRUE(holdsOnDiskOf(200000, [&] {
    const RenderReport report = renderTrack(task);
    return report.warnings.size() == 1 && report.warnings[0].find("too little room") != std::string::npos;
  }));
  EXPECT_TRUE(fileBytes(folder / "full.wav") == fileBytes(folder / "spooled.wav"));
}

TEST(RenderTrack, NeverOverwritesItsOwnSource) {
  const TemporaryFolder folder;
  const auto in = folder / "in.wav";
  testing::writeFile(in, kWav24, {44100, ChannelLayout::stereo()}, testing::gridNoise(2, 1000, 24, 3));
  const std::string bytes = fileBytes(in);
  std::filesystem::create_symlink(in, folder / "soft.wav");
  std::filesystem::create_hard_link(in, folder / "hard.wav");
  for (const char* name : {"in.wav", "soft.wav", "hard.wav", "./../in.wav"}) {
    RenderTask task = copyTask(in, name[0] == '.' ? folder.path() / "." / "in.wav" : folder / name, kWav16);
    task.overwrite = Overwrite::Yes;
    const auto error = errorOf([&] { renderTrack(task); });
    ASSERT_TRUE(error) << name;
    EXPECT_EQ(error->kind(), ErrorKind::Invalid);
    EXPECT_THAT(error->what(), HasSubstr("never overwrites what it reads"));
  }
  EXPECT_TRUE(fileBytes(in) == bytes);
  EXPECT_EQ(folder.names().size(), 3u);
}

/// A clip that counts how much of it is read.
class Counted : public AudioClip {
 public:
  explicit Counted(ClipPtr clip) : clip_(std::move(clip)) {}
  const AudioFormat& format() const noexcept override { return clip_->format(); }
  std::uint64_t frames() const noexcept override { return clip_->frames(); }
  void read(std::uint64_t start, AudioView out) const override {
    reads += out.frames();
    clip_->read(start, out);
  }
  mutable std::size_t reads = 0;

 private:
  ClipPtr clip_;
};

TEST(RenderTrack, RefusesBeforeTheWork) {
  const TemporaryFolder folder;
  writeBytes(folder / "there.wav", "old");
  const auto source = std::make_shared<Counted>(clipOf(music(2, 1, 44100)));
  const auto refused = [&](const RenderTask& task) {
    const auto error = errorOf([&] { renderTrack(task); });
    return error ? std::optional(error->kind()) : std::nullopt;
  };
  EXPECT_EQ(refused(masterTask(source, folder / "there.wav")), ErrorKind::Exists);
  EXPECT_EQ(refused(masterTask(source, folder / "no folder" / "out.wav")), ErrorKind::NotFound);
  EXPECT_EQ(refused(masterTask(source, folder / "out.flac", {Container::Flac, Encoding::Float32})),
            ErrorKind::Unsupported);
  EXPECT_EQ(refused(masterTask(source, folder / "out.opus", {Container::OggOpus, Encoding::Lossy})),
            ErrorKind::Unsupported)
      << "Opus knows no 44.1 kHz";
  EXPECT_EQ(refused(masterTask(source, folder / (std::string(252, 'x') + ".wav"))), ErrorKind::Invalid);
  EXPECT_EQ(source->reads, 0u);
  EXPECT_EQ(fileBytes(folder / "there.wav"), "old");
  EXPECT_THAT(folder.names(), ElementsAre("there.wav"));
}

TEST(RenderTrack, RunsTheFirstPartOfTheChainOnce) {
  const TemporaryFolder folder;
  const auto source = std::make_shared<Counted>(clipOf(music(2, 1, 44100)));
  RenderTask task = masterTask(source, folder / "out.wav");
  task.target = -10_LUFS;
  EXPECT_GE(renderTrack(task).trials, 2);
  EXPECT_EQ(source->reads, 44100u);
}

TEST(RenderTrack, KeepsTheTailWhenAskedTo) {
  const TemporaryFolder folder;
  Settings eq{EqSettings{}};
  eq.setText("band1.enabled", "on");
  eq.setText("band1.type", "bell");
  eq.setText("band1.frequency", "40");
  eq.setText("band1.gain", "12");
  eq.setText("band1.q", "10");
  RenderTask task = masterTask(clipOf(music(2, 1, 44100)), folder / "out.wav");
  task.chain.stages.insert(task.chain.stages.begin(), Stage{eq});
  task.keepsTail = true;
  expectMet(task);
  EXPECT_GT(openClip(task.file)->frames(), 44100u + 4410u);
}

}  // namespace
}  // namespace lathe::test
