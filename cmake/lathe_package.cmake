# What a desktop knows the window by, and the Debian package: cpack -G DEB in the build folder.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
if(TARGET lathe-gui)
  set(folder ${PROJECT_SOURCE_DIR}/packaging)
  install(FILES ${folder}/lathe.desktop DESTINATION share/applications)
  install(FILES ${folder}/org.lathe.Lathe.metainfo.xml DESTINATION share/metainfo)
  install(FILES ${folder}/lathe.svg DESTINATION share/icons/hicolor/scalable/apps)
  install(FILES ${folder}/lathe.xml DESTINATION share/mime/packages)
endif()
install(FILES LICENSE DESTINATION share/doc/lathe RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lathe)
set(CPACK_PACKAGE_VENDOR "The Lathe authors")
set(CPACK_PACKAGE_CONTACT "The Lathe authors <lathe@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "mastering, restoration and measurement of finished sound
 Lathe shows the waveform and the spectrogram of a recording, repairs it,
 masters it and measures what it wrote. It comes as a window (lathe-gui) and
 as a command (lathe). Files that are opened are only read.")
include(CPack)
