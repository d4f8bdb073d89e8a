// Listing, adding, changing, ordering, rendering and hearing spectral edits.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/spectral.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/support/chain_changes.h"
#include "cli/support/delivery.h"
#include "cli/support/render_output.h"
#include "cli/support/render_run.h"
#include "cli/support/session_text.h"
#include "core/audio/number_text.h"
#include "core/compute/backend.h"
#include "core/file/relative_path.h"
#include "core/render/session_renderer.h"
#include "core/session/session_change.h"
#include "core/session/session_file.h"
#include "core/session/spectral_edits.h"
#include "core/session/spectral_json.h"
#include "core/spectral/edited_clip.h"
#include "core/spectral/find_similar.h"
#include "core/spectral/operators.h"

namespace lathe::cli {
namespace {

bool isSession(const std::filesystem::path& path) { return path.extension() == ".lathe"; }

std::size_t numberOf(const std::string& word, const char* what) {
  const auto number = parseInteger(word);
  if (!number || *number < 1)
    throw Error(ErrorKind::Invalid, fmt::format("{} is counted from 1, not '{}'", what, word));
  return static_cast<std::size_t>(*number) - 1;
}

std::string wordAt(const SpectralOptions& options, std::size_t index, const char* what) {
  if (index >= options.words.size())
    throw Error(ErrorKind::Invalid, fmt::format("'{}' needs {}", options.words.front(), what));
  return options.words[index];
}

void applyChanges(Settings& settings, const std::vector<std::string>& changes) {
  for (const std::string& change : changes) {
    const auto equals = change.find('=');
    if (equals == std::string::npos)
      throw Error(ErrorKind::Invalid, fmt::format("--set takes PARAMETER=VALUE, not '{}'", change));
    setTyped(settings, change.substr(0, equals), change.substr(equals + 1));
  }
}

/// "single", "multi", or FFT sizes with the frequencies that they begin at, as in 8192,400:4096,2000:1024.
void setResolution(SpectralEdit& edit, const std::string& text) {
  edit.bands.clear();
  if (text == "single") return;
  if (text == "multi") {
    edit.fftSize = 8192;
    edit.bands = multiResolution();
    return;
  }
  const auto wrong = [&] {
    return Error(
        ErrorKind::Invalid,
        fmt::format("--resolution is single, multi, or SIZE,HERTZ:SIZE,... rising in frequency, not '{}'", text));
  };
  const auto sizeOf = [&](const std::string& word) {
    const auto size = parseInteger(word);
    if (!size || *size < 1 || *size > 1'000'000) throw wrong();
    return static_cast<int>(*size);
  };
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string word = text.substr(at, comma - at);
    const auto colon = word.find(':');
    if ((at == 0) != (colon == std::string::npos)) throw wrong();
    if (at == 0) {
      edit.fftSize = sizeOf(word);
    } else {
      const auto from = parseNumber(word.substr(0, colon));
      if (!from) throw wrong();
      edit.bands.push_back({{*from}, sizeOf(word.substr(colon + 1))});
    }
    at = comma + 1;
  }
}

SpectralEdit retuned(SpectralEdit edit, const SpectralOptions& options) {
  applyChanges(edit.operation, options.changes);
  if (!options.mask.isEmpty()) edit.mask = maskOf(options.mask);
  if (!options.name.empty()) edit.name = options.name;
  if (options.fftSize) edit.fftSize = *options.fftSize;
  if (options.overlap) edit.overlap = *options.overlap;
  if (!options.window.empty()) edit.window = windowNamed(options.window);
  if (!options.resolution.empty()) setResolution(edit, options.resolution);
  checkSpectralEdit(edit);
  return edit;
}

SpectralEdit newEdit(const SpectralOptions& options) {
  if (options.mask.isEmpty())
    throw Error(ErrorKind::Invalid,
                "nothing is selected; give --box, --time, --band, --lasso, --brush, --wand, --harmonics or --shapes");
  return retuned({{}, operationOf(wordAt(options, 1, "an operation"))}, options);
}

std::string listText(const Track& track) {
  std::string text;
  for (std::size_t i = 0; i < track.spectralEdits.size(); ++i) {
    const SpectralEdit& edit = track.spectralEdits[i];
    std::string values;
    for (const Parameter& p : edit.operation.type().parameters)
      if (edit.operation.get(p.id) != p.standard) values += fmt::format(" {}={}", p.id, edit.operation.text(p.id));
    text += fmt::format("{} {}{}{}: {}\n", i + 1, edit.operation.type().id, edit.isOn ? "" : " (off)", values,
                        maskText(edit.mask));
  }
  return text.empty() ? "no spectral edits\n" : text;
}

void show(const History& history, std::size_t track, Context& context) {
  const Track& t = history.session().tracks.at(track);
  context.console.result(context.isJson ? jsonText(Json{{"schema", "lathe/spectral-edits"},
                                                        {"version", 1},
                                                        {"edits", spectralEditsToJson(t.spectralEdits, ".")}})
                                        : listText(t));
}

Edit sessionEdit(const SpectralOptions& options, std::size_t track, const Session& session) {
  const std::string& action = options.words.front();
  if (!options.output.empty() && action != "listen" && action != "render")
    throw Error(ErrorKind::Invalid, "-o goes with listen and render; '" + action +
                                        "' of a session changes or shows the "
                                        "session itself");
  if (action == "add") return addSpectralEdit(track, newEdit(options));
  const std::size_t index = numberOf(wordAt(options, 1, "the number of an edit"), "an edit");
  if (action == "remove") return removeSpectralEdit(track, index);
  if (action == "move")
    return moveSpectralEdit(track, index, numberOf(wordAt(options, 2, "the place to move to"), "a place"));
  if (action == "on" || action == "off") return switchSpectralEdit(track, index, action == "on");
  if (action == "change") {
    const auto& edits = session.tracks.at(track).spectralEdits;
    if (index >= edits.size())
      throw Error(ErrorKind::Invalid,
                  fmt::format("track {} has no spectral edit {}; it has {}", track + 1, index + 1, edits.size()));
    return changeSpectralEdit(track, index, retuned(edits[index], options));
  }
  throw Error(ErrorKind::Invalid, fmt::format("there is no action '{}'; 'lathe spectral --help' lists them", action));
}

/// A sound, and the files that it is made of.
struct Sound {
  ClipPtr clip;
  std::vector<std::shared_ptr<const FileClip>> files;
};

Sound soundOfTrack(const Session& session, std::size_t track) {
  Sound sound;
  sound.clip =
      std::make_shared<TrackClip>(session.tracks.at(track), session.rate(), [&sound](const AudioSource& source) {
        sound.files.push_back(openClip(source.path));
        return sound.files.back();
      });
  return sound;
}

EditListen listenOf(const std::string& word) {
  if (word == "result") return EditListen::Result;
  if (word == "selection") return EditListen::Selection;
  if (word == "removed") return EditListen::Removed;
  if (word == "rest") return EditListen::Rest;
  throw Error(ErrorKind::Invalid, "--listen is result, selection, removed or rest, not '" + word + "'");
}

EditWorkPtr workFor(const std::vector<SpectralEdit>& edits, const AudioClip& clip, const Context& context) {
  return makeEditWork(context.device, edits, clip.format(), clip.frames(), context.jobs);
}

/// What is written: the sound before and after, and which samples the edits may change.
struct EditedSound {
  ClipPtr before, after;
  std::vector<SampleSpan> reach;
  EditWorkPtr work;
  std::vector<std::shared_ptr<const FileClip>> files;
  bool isProven = true;  ///< false when only a part of the sound is listened to
};

/// Into a file; nothing else is done to it, and no dither, so that other samples stay as they are.
int writeEdited(const EditedSound& sound, const SpectralOptions& options, Context& context) {
  if (options.output.empty()) throw Error(ErrorKind::Invalid, "give the file to write with -o");
  FileInfo source = sound.files.front()->info();
  source.path = options.target;  // in a folder, the result is called as the session or the file
  source.audio = sound.after->format();
  RenderTask task = fileTask(sound.after, sound.files, {}, fileDelivery({}, options.output, 1, source, context));
  task.title = options.target.filename().string();
  task.editWork = sound.work;
  if (sound.isProven)
    task.source = task.editedSource = std::make_shared<ProvenClip>(sound.before, sound.after, sound.reach);
  renderOneAndReport(task, context);
  return kDone;
}

EditedSound withOneEdit(const Sound& sound, const SpectralEdit& edit, const EditWorkPtr& work,
                        const SpectralOptions& options) {
  const EditListen listen = listenOf(options.listen);
  const ClipPtr& clip = sound.clip;
  return {clip,
          withEdit(clip, edit, listen, work),
          reachOf(std::vector<SpectralEdit>{edit}, clip->format().sampleRate, clip->frames()),
          work,
          sound.files,
          listen == EditListen::Result};
}

int showSimilar(const AudioClip& clip, const SpectralOptions& options, Context& context) {
  const double windows = static_cast<double>(clip.frames()) * clip.format().channels() / 256;  // of 1024 samples
  StftDeviceOptions on;
  on.backends = chooseBackends(
      context.device, [&](const Backend& backend) { return stftSeconds(backend, 1024, windows, context.jobs); });
  on.threads = context.jobs;
  StftDevice device(std::move(on));
  const auto found = findSimilar(clip, maskOf(options.mask), options.least, 20, context.progress(), &device);
  for (const std::string& fallback : device.fallbacks()) context.console.warning(fallback);
  if (context.isJson) {
    Json list = Json::array();
    for (const Similar& one : found) list.push_back({{"start", one.start.value}, {"score", one.score}});
    context.console.result(jsonText(Json{{"schema", "lathe/similar"}, {"version", 1}, {"places", list}}));
    return kDone;
  }
  std::string text;
  for (const Similar& one : found)
    text += fmt::format("{:>10} s  {}\n", fixedText(one.start.value, 3), fixedText(one.score, 3));
  context.console.result(text.empty() ? "nothing similar was found\n" : text);
  return kDone;
}

/// From 0. Throws Error (Invalid).
std::size_t trackNumber(const SpectralOptions& options, const Session& session) {
  const std::size_t track = numberOf(std::to_string(options.track), "a track");
  if (track >= session.tracks.size())
    throw Error(ErrorKind::Invalid, fmt::format("the session has no track {}", options.track));
  return track;
}

int onFile(const SpectralOptions& options, Context& context) {
  const auto clip = openClip(options.target);
  const std::string& action = options.words.front();
  if (action == "similar") return showSimilar(*clip, options, context);
  if (action != "add")
    throw Error(ErrorKind::Invalid,
                fmt::format("'{}' works on a session; on an audio file there are 'add OPERATION -o OUT' and 'similar'",
                            action));
  const SpectralEdit edit = newEdit(options);
  return writeEdited(withOneEdit({clip, {clip}}, edit, workFor({edit}, *clip, context), options), options, context);
}

}  // namespace

namespace {

std::string rangeText(const Parameter& p) {
  std::string text;
  for (const Choice& choice : p.choices) text += (text.empty() ? "" : "|") + choice.id;
  if (!text.empty()) return text;
  if (p.unit == Unit::Switch) return "on|off";
  return fmt::format("{} to {} {}", exactText(p.minimum), exactText(p.maximum), unitText(p.unit));
}

}  // namespace

std::string spectralHelp() {
  std::string operations;
  for (const SpectralOperator& op : spectralOperators()) {
    operations += fmt::format("  {:<12} {}\n", op.settings->id, op.settings->text);
    for (const Parameter& p : op.settings->parameters)
      operations += fmt::format("    {:<10} {} [{}]\n", p.id, rangeText(p), Settings(*op.settings).text(p.id));
  }
  return "Actions on a session: list, add OPERATION, change N, remove N, move N TO, on N, off N, listen N -o OUT, "
         "render -o OUT (the track with its edits and nothing else), "
         "similar.\n"
         "Actions on an audio file: add OPERATION -o OUT, similar.\nOperations (or any processor, limited to the "
         "selection):\n" +
         operations +
         "Times are in seconds from the track's start, frequencies in hertz. Several shapes add up; --shapes takes "
         "JSON with\n"
         "subtraction and intersection. 'lathe render' renders a session with its edits and reports that no other "
         "sample changed.\n"
         "Examples:\n  lathe spectral take.wav add heal --time 12.31,12.35 -o mended.wav\n"
         "  lathe spectral album.lathe add attenuate --track 2 --box 4.1,4.6,900,1100 --feather 0.02,60\n"
         "  lathe spectral album.lathe add eq --band 6000,9000 --set band1.enabled=on --set band1.gain=-4\n"
         "  lathe spectral album.lathe change 1 --track 2 --set strength=70\n"
         "  lathe spectral album.lathe listen 1 --track 2 --listen removed -o removed.wav";
}

int runSpectral(const SpectralOptions& given, Context& context) {
  SpectralOptions options = given;
  if (options.words.empty()) options.words = {"list"};
  if (!isSession(options.target)) return onFile(options, context);
  History history = openedSession(options.target, context);
  const std::size_t track = trackNumber(options, history.session());
  const std::string& action = options.words.front();
  if (action == "similar") return showSimilar(*soundOfTrack(history.session(), track).clip, options, context);
  if (action == "listen") {
    const Track& t = history.session().tracks[track];
    const std::size_t index = numberOf(wordAt(options, 1, "the number of an edit"), "an edit");
    if (index >= t.spectralEdits.size())
      throw Error(ErrorKind::Invalid, fmt::format("track {} has no spectral edit {}", track + 1, index + 1));
    const auto end = t.spectralEdits.begin() + static_cast<std::ptrdiff_t>(index);
    Sound sound = soundOfTrack(history.session(), track);
    const EditWorkPtr work = workFor({t.spectralEdits.begin(), end + 1}, *sound.clip, context);
    sound.clip = withEdits(sound.clip, {t.spectralEdits.begin(), end}, work);
    return writeEdited(withOneEdit(sound, *end, work, options), options, context);
  }
  if (action == "render") {
    const auto& edits = history.session().tracks[track].spectralEdits;
    const auto [clip, files] = soundOfTrack(history.session(), track);
    const EditWorkPtr work = workFor(edits, *clip, context);
    return writeEdited(
        {clip, withEdits(clip, edits, work), reachOf(edits, clip->format().sampleRate, clip->frames()), work, files},
        options, context);
  }
  if (action != "list") {
    history = changedSession(options.target, context, [&](History& changed) {
      changed.apply(sessionEdit(options, trackNumber(options, changed.session()), changed.session()));
    });
  }
  show(history, track, context);
  return kDone;
}

}  // namespace lathe::cli
