// Playing the current track: what is heard, from where to where, and the playhead that follows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <memory>
#include <optional>

#include "core/play/player.h"
#include "gui/document/document.h"
#include "gui/document/jobs.h"
#include "gui/document/playhead.h"
#include "gui/document/selection.h"
#include "gui/document/track_sound.h"

class QTimer;

namespace lathe::gui {

/// Both chains of a track as they are heard together.
struct HeardChain {
  Chain track, master;

  /// The track's stages, then the master's.
  Chain joined() const;
  friend bool operator==(const HeardChain&, const HeardChain&) = default;
};

/// Follows the document while it plays: a slider that is dragged is heard at once.
class Transport : public QObject {
  Q_OBJECT
 public:
  enum class Listen {
    Chain,     ///< through the chains
    Bypassed,  ///< without them
    Kept,      ///< through the chains that keep() took
  };

  Transport(Document& document, TrackSound& sound, Selection& selection, Playhead& playhead, Jobs& jobs,
            QObject* parent = nullptr);
  ~Transport() override;

  /// From the cursor on, or what is selected; the session's loop switch decides what follows.
  void play();
  /// The selection once, or from the cursor to the end.
  void playOnce();
  /// Only what the selection's mask holds, without the chain.
  void playSelectedSound();
  /// The whole session, tracks in order with their gaps.
  void playAlbum();
  void stop();
  /// Stops and puts the cursor where it was heard.
  void pause();
  void toggle() { isPlaying() ? stop() : play(); }
  void seek(Seconds time);
  /// Short pieces around a place, again and again, while the pointer is moved.
  void scrub(Seconds time);
  bool isPlaying() const;

  bool loops() const noexcept { return loops_; }
  void setLoops(bool loops);
  void setVolume(Decibels volume);
  Decibels volume() const noexcept { return volume_; }

  Listen listen() const noexcept { return listen_; }
  /// Compared at equal loudness as soon as it has been measured.
  void setListen(Listen listen);
  /// Keeps the chains as they are now, to be compared with later ones.
  void keep();
  bool hasKept() const noexcept { return kept_.has_value(); }
  /// The kept chains come back into the session, and what was there is kept instead.
  void swapKept();

  Player& player() noexcept { return *player_; }
  /// "default, 48 kHz, 21 ms"; with a word when the rate is not the sound's.
  QString outputText() const;
  bool outputDiffers() const;
  void setOutput(const OutputRequest& request);
  /// Name of the output that keeps time and makes no sound, for computers without a sound card.
  static constexpr const char* kSilent = "none";
  const OutputRequest& output() const noexcept { return request_; }
  /// Plays into something else than a sound card; for tests.
  void setOutputFactory(std::function<std::unique_ptr<AudioOutput>()> make);

 Q_SIGNALS:
  void started();
  void stopped();
  /// Loop, volume, what is listened to, or the output is another.
  void stateChanged();
  /// Blocks as they are played, for meters, with about where in the track they are, in seconds.
  void played(const lathe::ConstAudioView& block, int sampleRate, double at);
  /// Names of stages that cannot be heard as they will be rendered.
  void notHeard(const QStringList& stages);
  void failed(const QString& sentence);

 private:
  HeardChain chains() const;
  Chain heardChain() const;
  Programme programme() const;
  void begin(Programme programme, PlayPosition from, std::optional<LoopRange> loop, std::optional<std::uint64_t> end);
  void follow();
  void tick();
  void readTap();
  void match();
  void tellNotHeard();
  std::uint64_t frameOf(Seconds time) const;

  Document& document_;
  TrackSound& sound_;
  Selection& selection_;
  Playhead& playhead_;
  Jobs& jobs_;
  std::function<std::unique_ptr<AudioOutput>()> makeOutput_;
  OutputRequest request_;
  std::unique_ptr<Player> player_;
  QTimer* timer_;
  AudioBuffer tapped_;
  bool loops_ = false, wasPlaying_ = false, playsAlbum_ = false, playsSelection_ = false;
  ClipPtr instead_;  ///< played in place of the track's own sound; null: that
  Listen listen_ = Listen::Chain;
  std::optional<HeardChain> kept_;
  double matchGain_ = 1;  ///< of what listen_ says, against the chains
  int matching_ = 0;
  Decibels volume_ = 0.0_dB;
};

}  // namespace lathe::gui
