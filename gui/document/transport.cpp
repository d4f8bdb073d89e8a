// From the session to a programme, and from the player to the playhead.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/transport.h"

#include <QtCore/QLocale>
#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <algorithm>
#include <cmath>

#include "analysis/measurement/measurement.h"
#include "core/file/audio_file.h"
#include "core/play/port_audio_output.h"
#include "core/play/virtual_output.h"
#include "core/render/chain_clip.h"
#include "core/render/track_clip.h"
#include "core/session/edits.h"
#include "core/spectral/edited_clip.h"
#include "core/spectral/operators.h"
#include "gui/translations/translation.h"

namespace lathe::gui {
namespace {

constexpr int kTickMs = 16;
constexpr double kMatchSeconds = 12;  ///< of sound that is measured to compare two chains
constexpr double kScrubSeconds = 0.12;
constexpr std::size_t kTapFrames = 8192;
constexpr int kMostTapped = 3;  ///< blocks in one look: an output that runs faster than sound must not stop the window

/// The sound card, or a silent clock that keeps time.
std::unique_ptr<AudioOutput> makeOutputFor(const OutputRequest& request) {
  if (request.device == Transport::kSilent) return std::make_unique<VirtualOutput>(VirtualOutput::Sink(), true);
  return makeSoundCardOutput();
}

/// A stretch of a clip as a clip.
class Excerpt : public AudioClip {
 public:
  Excerpt(ClipPtr clip, std::uint64_t start, std::uint64_t frames)
      : clip_(std::move(clip)), start_(start), frames_(frames) {}
  const AudioFormat& format() const noexcept override { return clip_->format(); }
  std::uint64_t frames() const noexcept override { return frames_; }
  void read(std::uint64_t at, AudioView out) const override { clip_->read(start_ + at, out); }

 private:
  ClipPtr clip_;
  std::uint64_t start_, frames_;
};

std::optional<Lufs> loudnessThrough(const ClipPtr& clip, const Chain& chain, const Progress& progress) {
  return analysis::measureClip(*throughChain(clip, chain, false), {}, progress.stop).integrated;
}

}  // namespace

Chain HeardChain::joined() const { return lathe::joined(track, master); }

Transport::Transport(Document& document, TrackSound& sound, Selection& selection, Playhead& playhead, Jobs& jobs,
                     QObject* parent)
    : QObject(parent),
      document_(document),
      sound_(sound),
      selection_(selection),
      playhead_(playhead),
      jobs_(jobs),
      makeOutput_([this] { return makeOutputFor(request_); }),
      timer_(new QTimer(this)) {
  timer_->setInterval(kTickMs);
  timer_->setTimerType(Qt::PreciseTimer);
  connect(timer_, &QTimer::timeout, this, &Transport::tick);
  connect(&document_, &Document::changed, this, &Transport::follow);
  connect(&document_, &Document::previewed, this, &Transport::follow);
  connect(&document_, &Document::currentTrackChanged, this, [this] {
    if (!playsAlbum_) stop();
  });
  connect(&document_, &Document::replaced, this, [this] {
    stop();
    kept_.reset();
    listen_ = Listen::Chain;
    Q_EMIT stateChanged();
  });
  connect(&sound_, &TrackSound::soundChanged, this, &Transport::follow);
  connect(&sound_, &TrackSound::opened, this, &Transport::follow);
}

Transport::~Transport() = default;

void Transport::setOutputFactory(std::function<std::unique_ptr<AudioOutput>()> make) {
  makeOutput_ = std::move(make);
  player_.reset();
}

void Transport::setOutput(const OutputRequest& request) {
  stop();
  request_ = request;
  player_.reset();
  Q_EMIT stateChanged();
}

bool Transport::isPlaying() const { return player_ && player_->isPlaying(); }

HeardChain Transport::chains() const {
  if (!document_.hasTrack()) return {};
  return {document_.track().chain, document_.session().masterChain};
}

Chain Transport::heardChain() const {
  if (listen_ == Listen::Bypassed) return {};
  if (listen_ == Listen::Kept && kept_) return kept_->joined();
  return chains().joined();
}

std::uint64_t Transport::frameOf(Seconds time) const {
  return static_cast<std::uint64_t>(std::clamp(std::round(time.value * sound_.rate()), 0.0, sound_.frames()));
}

Programme Transport::programme() const {
  if (instead_) return {{{instead_, {}}}};
  const double gain = listen_ == Listen::Chain ? 1 : matchGain_;
  return {{{sound_.clip(), heardChain(), 0, gain}}};
}

void Transport::begin(Programme programme, PlayPosition from, std::optional<LoopRange> loop,
                      std::optional<std::uint64_t> end) {
  try {
    if (!player_) {
      player_ = std::make_unique<Player>(makeOutput_(), request_);
      player_->setVolume(std::pow(10, volume_.value / 20));
    }
  } catch (const Error& error) {
    Q_EMIT failed(QString::fromUtf8(error.what()));
    return;
  }
  player_->setProgramme(std::move(programme));
  player_->setLoop(loop);
  player_->setEnd(end);
  player_->play(from);
  wasPlaying_ = true;
  timer_->start();
  Q_EMIT started();
}

void Transport::play() {
  if (!sound_.clip()) return;
  playsAlbum_ = playsSelection_ = false;
  instead_ = nullptr;
  const auto time = selection_.time();
  std::optional<LoopRange> loop;
  if (loops_) loop = time ? LoopRange{frameOf(time->start), frameOf(time->end)} : LoopRange{0, sound_.clip()->frames()};
  const std::uint64_t from = time ? frameOf(time->start) : frameOf(selection_.cursor());
  const bool isAtEnd = from >= sound_.clip()->frames();
  begin(programme(), {0, isAtEnd ? 0 : from}, loop, {});
  tellNotHeard();
}

void Transport::playOnce() {
  if (!sound_.clip()) return;
  playsAlbum_ = playsSelection_ = false;
  instead_ = nullptr;
  const auto time = selection_.time();
  begin(programme(), {0, time ? frameOf(time->start) : frameOf(selection_.cursor())}, {},
        time ? std::optional(frameOf(time->end)) : std::nullopt);
  tellNotHeard();
}

void Transport::playSelectedSound() {
  if (!sound_.clip() || selection_.isEmpty()) return play();
  playsAlbum_ = false;
  playsSelection_ = true;
  try {
    SpectralEdit edit{selection_.mask(), operationOf("delete")};
    instead_ = withEdit(sound_.clip(), edit, EditListen::Selection);
  } catch (const Error& error) {
    Q_EMIT failed(QString::fromUtf8(error.what()));
    return;
  }
  const auto time = selection_.time();
  std::optional<LoopRange> loop;
  if (loops_ && time) loop = LoopRange{frameOf(time->start), frameOf(time->end)};
  begin(programme(), {0, frameOf(time ? time->start : selection_.cursor())}, loop,
        time && !loop ? std::optional(frameOf(time->end)) : std::nullopt);
}

void Transport::playAlbum() {
  playsAlbum_ = true;
  playsSelection_ = false;
  instead_ = nullptr;
  const Session session = document_.session();
  const std::size_t first = document_.currentTrack();
  jobs_.run<Programme>(
      tr("Open the tracks"), [session](const Progress&) { return programmeOf(session); },
      [this, first](Programme album) {
        if (album.items.empty()) return;
        begin(album, {std::min(first, album.items.size() - 1), 0}, {}, {});
      },
      false);
}

void Transport::stop() {
  if (player_) player_->stop();
}

void Transport::pause() {
  if (playhead_.isShown()) selection_.setCursor(Seconds{playhead_.frame() / sound_.rate()});
  stop();
}

void Transport::seek(Seconds time) {
  selection_.setCursor(time);
  if (isPlaying() && !playsAlbum_) player_->seek({0, frameOf(time)});
}

void Transport::scrub(Seconds time) {
  if (!sound_.clip()) return;
  playsAlbum_ = playsSelection_ = false;
  instead_ = nullptr;
  const std::uint64_t from = frameOf(time);
  const auto length = static_cast<std::uint64_t>(kScrubSeconds * sound_.rate());
  const std::uint64_t end = std::min(from + length, sound_.clip()->frames());
  if (end > from) begin(programme(), {0, from}, LoopRange{from, end}, {});
}

void Transport::setLoops(bool loops) {
  loops_ = loops;
  if (isPlaying() && !playsAlbum_) {
    const auto time = selection_.time();
    std::optional<LoopRange> loop;
    if (loops)
      loop = time ? LoopRange{frameOf(time->start), frameOf(time->end)} : LoopRange{0, sound_.clip()->frames()};
    player_->setEnd({});
    player_->setLoop(loop);
  }
  Q_EMIT stateChanged();
}

void Transport::setVolume(Decibels volume) {
  volume_ = volume;
  if (player_) player_->setVolume(volume.value == 0 ? 1 : std::pow(10, volume.value / 20));
  Q_EMIT stateChanged();
}

void Transport::keep() {
  kept_ = chains();
  Q_EMIT stateChanged();
}

void Transport::swapKept() {
  if (!kept_ || !document_.hasTrack()) return;
  const HeardChain now = chains(), then = *kept_;
  const std::size_t track = document_.currentTrack();
  kept_ = now;
  document_.apply({"Swap A and B", [then, track](const Session& before) {
                     return setChain({}, then.master).apply(setChain({track}, then.track).apply(before));
                   }});
  Q_EMIT stateChanged();
}

void Transport::setListen(Listen listen) {
  if (listen == Listen::Kept && !kept_) keep();
  listen_ = listen;
  matchGain_ = 1;
  if (listen_ != Listen::Chain) match();
  follow();
  Q_EMIT stateChanged();
}

/// Measures a stretch around the playhead through both chains; then the louder one gives nothing away by being louder.
void Transport::match() {
  const ClipPtr clip = sound_.clip();
  if (!clip) return;
  const double at = playhead_.isShown() ? playhead_.frame() : selection_.cursor().value * sound_.rate();
  const auto length = std::min(clip->frames(), static_cast<std::uint64_t>(kMatchSeconds * sound_.rate()));
  const auto start = std::min(static_cast<std::uint64_t>(std::max(0.0, at - static_cast<double>(length) / 2)),
                              clip->frames() - length);
  const Chain reference = chains().joined(), other = heardChain();
  jobs_.stop(matching_);
  const Listen asked = listen_;
  matching_ = jobs_.run<double>(
      tr("Match loudness"),
      [clip, start, length, reference, other](const Progress& progress) {
        auto excerpt = std::make_shared<Excerpt>(clip, start, length);
        const auto a = loudnessThrough(excerpt, reference, progress), b = loudnessThrough(excerpt, other, progress);
        return a && b ? std::pow(10, (a->value - b->value) / 20) : 1.0;
      },
      [this, asked](double gain) {
        if (listen_ != asked) return;
        matchGain_ = gain;
        follow();
        Q_EMIT stateChanged();
      },
      false);
}

void Transport::follow() {
  if (!isPlaying() || playsAlbum_) return;
  if (!sound_.clip()) return stop();
  player_->setProgramme(programme());
}

void Transport::tick() {
  for (const std::string& problem : player_->takeProblems()) Q_EMIT failed(QString::fromUtf8(problem.c_str()));
  readTap();
  if (player_->isPlaying()) {
    const PlayPosition at = player_->position();
    if (playsAlbum_ && at.item != document_.currentTrack()) document_.setCurrentTrack(at.item);
    playhead_.moveTo(static_cast<double>(at.frame));
    return;
  }
  timer_->stop();
  playhead_.moveTo(-1);
  if (std::exchange(wasPlaying_, false)) Q_EMIT stopped();
}

void Transport::readTap() {
  const int channels = player_->tapChannels();
  if (channels == 0) return;
  if (tapped_.channels() != channels) tapped_ = AudioBuffer(channels, kTapFrames);
  const std::uint64_t heard = player_->position().frame;
  std::uint64_t frames = 0;
  for (int i = 0; i < kMostTapped; ++i) {
    int rate = 0;  // of these blocks: the programme may have another one by now
    const std::size_t count = player_->readTap(tapped_.view(), &rate);
    if (count == 0) return;
    Q_EMIT played(std::as_const(tapped_).view().slice(0, count), rate, static_cast<double>(heard + frames) / rate);
    frames += count;
  }
}

void Transport::tellNotHeard() {
  QStringList names;
  for (const std::string& name : stagesNotHeard(heardChain())) names << coreText(name);
  if (!names.isEmpty()) Q_EMIT notHeard(names);
}

bool Transport::outputDiffers() const {
  if (!player_) return false;
  const OutputFormat format = player_->outputFormat();
  return format.sampleRate > 0 && player_->programmeRate() > 0 && format.sampleRate != player_->programmeRate();
}

QString Transport::outputText() const {
  if (!player_ || player_->outputFormat().sampleRate == 0)
    return request_.device.empty() ? tr("default output") : QString::fromStdString(request_.device);
  const OutputFormat format = player_->outputFormat();
  QString text = tr("%1, %2 kHz, %3 ms")
                     .arg(QString::fromStdString(format.device), QLocale().toString(format.sampleRate / 1000.0),
                          QLocale().toString(format.latencySeconds * 1000, 'f', 0));
  if (outputDiffers()) text += tr(" (the sound has %1 kHz)").arg(QLocale().toString(player_->programmeRate() / 1000.0));
  if (const auto lost = player_->underruns()) text += tr(", %n dropout(s)", nullptr, static_cast<int>(lost));
  return text;
}

}  // namespace lathe::gui
