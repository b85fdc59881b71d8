//! The four published vectors of EcoLogits 0.11, to a billionth.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use promptwatt_energy::{EcoLogitsRequest, ElectricityMix, EnergyError, ecologits};

fn request(active: f64, total: f64, speed: Option<(f64, f64)>) -> EcoLogitsRequest {
    EcoLogitsRequest {
        active,
        total,
        output_tokens: 200.0,
        speed,
        latency: Some(5.0),
        pue: 1.09,
        water_on_site: 0.999,
        mix: ElectricityMix {
            gwp: 0.3844,
            adpe: 9.855e-8,
            pe: 9.6884,
            water: 3.1321,
        },
    }
}

/// kWh, kgCO2e, embodied kgCO2e, kgSbeq, MJ, L.
#[test]
fn published_vectors() {
    let vectors = [
        (
            request(32.3, 32.3, None),
            [
                1.639303138765219e-05,
                7.115283348746835e-06,
                8.138020833333334e-07,
                4.719835921991472e-11,
                0.00016912049570835678,
                6.63690524682237e-05,
            ],
        ),
        (
            request(111.0, 111.0, None),
            [
                0.00010464895073046354,
                4.348226499412352e-05,
                3.2552083333333335e-06,
                1.9264445800113357e-10,
                0.0010550738959059322,
                0.0004236831820505298,
            ],
        ),
        (
            request(111.0, 111.0, Some((63.0, 0.95))),
            [
                0.00010216410036670692,
                4.1957168706094415e-05,
                2.685288525132275e-06,
                1.6047712707571693e-10,
                0.0010237876270673084,
                0.0004136229826726363,
            ],
        ),
        (
            request(25.0, 218.0, Some((139.5, 0.23))),
            [
                0.0001049544290967799,
                4.251074785244855e-05,
                2.166265307646356e-06,
                1.3168049387544184e-10,
                0.0010442534737650046,
                0.000424919945968229,
            ],
        ),
    ];
    for (request, expected) in vectors {
        let got = ecologits(&request).unwrap();
        let got = [
            got.energy_kwh,
            got.gwp_kg,
            got.gwp_embodied_kg,
            got.adpe_kg,
            got.pe_mj,
            got.water_l,
        ];
        for (got, expected) in got.into_iter().zip(expected) {
            assert!(
                (got / expected - 1.0).abs() < 1e-9,
                "{request:?}: {got} instead of {expected}"
            );
        }
    }
}

#[test]
fn what_it_is_not_defined_for_is_refused() {
    let fine = request(8.0, 8.0, None);
    for wrong in [
        EcoLogitsRequest {
            active: 0.0,
            ..fine
        },
        EcoLogitsRequest {
            active: 9.0,
            ..fine
        },
        EcoLogitsRequest {
            total: f64::NAN,
            ..fine
        },
        EcoLogitsRequest {
            output_tokens: -1.0,
            ..fine
        },
        EcoLogitsRequest {
            output_tokens: 1e12,
            ..fine
        },
        EcoLogitsRequest {
            speed: Some((0.0, 1.0)),
            ..fine
        },
        EcoLogitsRequest {
            latency: Some(f64::INFINITY),
            ..fine
        },
        EcoLogitsRequest { pue: 0.9, ..fine },
    ] {
        assert_eq!(ecologits(&wrong), Err(EnergyError::EcoLogits), "{wrong:?}");
    }
    let nothing = EcoLogitsRequest {
        output_tokens: 0.0,
        ..fine
    };
    assert_eq!(ecologits(&nothing).unwrap().energy_kwh, 0.0);
}
