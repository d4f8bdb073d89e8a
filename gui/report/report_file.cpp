// Choosing the form by the ending.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/report/report_file.h"

#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>

#include "analysis/report/report_html.h"
#include "core/file/atomic_file.h"
#include "gui/report/pdf_report.h"

namespace lathe::gui {

void writeReport(const std::filesystem::path& file, const std::vector<analysis::CheckedSignal>& checked) {
  const std::string ending = file.extension().string();
  if (ending == ".html" || ending == ".htm") {
    writeTextFileAtomically(file, analysis::htmlReport(checked, {}), Overwrite::Yes);
    return;
  }
  const QByteArray pdf = pdfReport(checked);
  writeTextFileAtomically(file, {pdf.constData(), static_cast<std::size_t>(pdf.size())}, Overwrite::Yes);
}

void startReport(Jobs& jobs, std::filesystem::path file, std::vector<analysis::CheckedSignal> checked) {
  if (!file.has_extension()) file += ".pdf";
  jobs.run<bool>(
      QCoreApplication::translate("lathe::gui::LoudnessPanel", "Write %1")
          .arg(QString::fromStdString(file.filename().string())),
      [file = std::move(file), checked = std::move(checked)](const Progress&) {
        writeReport(file, checked);
        return true;
      },
      [](bool) {});
}

}  // namespace lathe::gui
