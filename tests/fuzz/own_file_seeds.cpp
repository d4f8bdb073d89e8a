// Writes seeds of the fuzz targets that read Lathe's own files, each with the program's own writer, into FOLDER/TARGET/.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "analysis/catalog/catalog.h"
#include "analysis/overview/overview_cache.h"
#include "core/file/broadcast_chunk.h"
#include "core/file/cue_chunk.h"
#include "core/file/file_stamp.h"
#include "core/file/info_list.h"
#include "core/file/wav_format.h"
#include "core/restoration/declick/click_events.h"
#include "core/restoration/denoise/denoise_profile.h"
#include "core/session/edits.h"
#include "core/session/journal.h"

namespace {

using namespace lathe;
namespace fs = std::filesystem;

fs::path targetFolder(const fs::path& corpus, const char* target) {
  const fs::path folder = corpus / target;
  fs::create_directories(folder);
  return folder;
}

void write(const fs::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<long>(bytes.size()));
}

void write(const fs::path& file, const Bytes& bytes) {
  write(file, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void writeJournal(const fs::path& folder) {
  History history;
  Journal journal(folder, history, {});
  history.apply(setSessionName("First"));
  journal.noteStep(history);
  history.apply(setSessionName("Second"));
  journal.noteStep(history);
  history.undo();
  journal.notePosition(history);
  fs::copy_file(journal.path(), folder / "journal", fs::copy_options::overwrite_existing);
  journal.remove();
}

void writeCatalog(const fs::path& folder) {
  fs::remove(folder / "catalog");
  write(folder / "file", "x");
  analysis::Catalog catalog(folder / "catalog");
  analysis::CatalogRow row;
  row.integrated = -14;
  row.report = "{}";
  catalog.store(folder / "file", stampOf(folder / "file"), "hash", "key", {row});
}

void writeChunks(const fs::path& folder) {
  const CueChunks cue = buildCueChunks({{1, 2, "marker"}, {5, 0, "b"}}, "file");
  write(folder / "cue", cue.cue);
  write(folder / "labels", cue.labels);
  write(folder / "info", buildInfoList({{"INAM", "title"}, {"IART", "artist"}}));
  write(folder / "bext", buildBroadcastChunk({}));
  write(folder / "fmt", buildWavFormat(Encoding::Int24, {48000, ChannelLayout::usual(6)}, 0x3F));
}

void writeTexts(const fs::path& folder) {
  int number = 0;
  for (const char* text : {"0.5-1.2 30-31.5", "100:+3 8000:-6", "aac:256", "vorbis:q6", "true_peak>-1", "-1e-3", "42"})
    write(folder / std::to_string(number++), std::string_view(text));
}

void writeOverviews(const fs::path& folder) {
  analysis::keepPeaks(folder, "peaks", analysis::PeakPyramid(1, 3000));
  analysis::SpectrumTileSpec spec;
  spec.columns = 4;
  spec.fftSize = 256;
  analysis::SpectrumTile tile{spec.columns, spec.fftSize / 2 + 1, {}};
  tile.levels.resize(static_cast<std::size_t>(tile.columns) * static_cast<std::size_t>(tile.bins));
  analysis::keepTile(folder, "tile", spec, tile);
}

void writeProfile(const fs::path& folder) {
  NoiseProfile profile;
  profile.sampleRate = 1000;
  profile.seconds = 1;
  for (int w = 0; w < kDenoiseWindows; ++w) {
    const std::vector<float> bins(denoiseWindow(w, profile.sampleRate) / 2 + 1, 0.5f);
    profile.spectra[static_cast<std::size_t>(w)] = {{bins}, {bins}, 10};
  }
  saveProfile(profile, folder / "profile", Overwrite::Yes);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: own_file_seeds FOLDER\n", stderr), 2;
  const fs::path corpus = argv[1];
  writeJournal(targetFolder(corpus, "journal_fuzz"));
  writeCatalog(targetFolder(corpus, "catalog_fuzz"));
  writeChunks(targetFolder(corpus, "chunks_fuzz"));
  writeTexts(targetFolder(corpus, "short_text_fuzz"));
  writeOverviews(targetFolder(corpus, "kept_overview_fuzz"));
  writeProfile(targetFolder(corpus, "noise_profile_fuzz"));
  write(targetFolder(corpus, "click_list_fuzz") / "clicks",
        clickEventsText({{66150, 20, 1, 3.2, true}, {70000, 5, 0, -1, false}}, 44100));
  write(targetFolder(corpus, "response_index_fuzz") / "index",
        std::string_view(R"({"schema":"lathe-responses","version":1,"responses":{"00":{"file":"hall.wav",)"
                         R"("sample_rate_hz":48000,"channels":2,"length_s":1.5,"pre_delay_s":0,"rt60_s":null,)"
                         R"("c80_db":3.5}}})"));
  write(targetFolder(corpus, "mask_fuzz") / "mask",
        std::string_view(R"({"mask":[{"shape":"rectangle","time":[1,1.2],"frequency":[200,900]},)"
                         R"({"shape":"brush","points":[[1,200],[2,300]],"size":[0.05,200]}],"channels":"mid"})"));
  return 0;
}
